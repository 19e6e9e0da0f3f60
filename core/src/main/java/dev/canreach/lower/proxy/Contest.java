package dev.canreach.lower.proxy;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules of which the first that fits a request takes it (K8S/G-11, I-04). */
public final class Contest {
  private Contest() {}

  /** A rule, or one of its matches. */
  public interface Contender {
    /** The requests that it fits. */
    PacketExpr match();

    /** What those requests have at least. */
    RequestShape shape();

    /** What decides whether it comes before another one that is listed behind it; empty when it certainly does. */
    Optional<Assumption> precedes(Contender later);
  }

  /**
   * The requests that each rule gets.
   *
   * @param sorted the rules, the first one first
   * @return the guards in the same order
   */
  public static List<PacketExpr> guards(List<? extends Contender> sorted) {
    List<List<PacketExpr>> parts = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      Contender contender = sorted.get(i);
      List<PacketExpr> guard = new ArrayList<>();
      guard.add(contender.match());
      parts.add(guard);
      for (int j = 0; j < i; j++) {
        Contender earlier = sorted.get(j);
        if (earlier.shape().excludes(contender.shape())) {
          continue;
        }
        PacketExpr order = earlier.precedes(contender).map(PacketExpr::holds).orElse(PacketExpr.TRUE);
        guard.add(PacketExpr.not(PacketExpr.and(order, earlier.match())));
        if (!order.equals(PacketExpr.TRUE)) {
          parts.get(j).add(PacketExpr.or(order, PacketExpr.not(contender.match())));
        }
      }
    }
    return parts.stream().map(PacketExpr::and).toList();
  }
}
