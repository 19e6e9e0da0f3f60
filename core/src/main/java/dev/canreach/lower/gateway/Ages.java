package dev.canreach.lower.gateway;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import java.time.Instant;
import java.util.Optional;

/** Which of two objects comes first: the older one, then the one whose name does (K8S/G-11, G-17, G-22). */
public final class Ages {
  private Ages() {}

  /** Whether the first object comes before the second; empty when it certainly does not. */
  public static Optional<PacketExpr> olderFirst(Optional<Instant> first, String firstId, Optional<Instant> second,
      String secondId) {
    if (first.isPresent() && second.isPresent()) {
      int age = first.get().compareTo(second.get());
      boolean before = age < 0 || (age == 0 && firstId.compareTo(secondId) < 0);
      return before ? Optional.of(PacketExpr.TRUE) : Optional.empty();
    }
    boolean byName = firstId.compareTo(secondId) < 0;
    PacketExpr nameFirst = PacketExpr.holds(order(byName ? firstId : secondId, byName ? secondId : firstId));
    return Optional.of(byName ? nameFirst : PacketExpr.not(nameFirst));
  }

  /** That the first of two objects whose age the input does not say comes first. */
  static Assumption order(String first, String second) {
    return Assumption.open("creation", "`" + first + "` was created before `" + second + "`",
        "add `metadata.creationTimestamp` as the cluster has it, or do without the overlap");
  }
}
