package dev.canreach.query;

import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The protocols and destination ports of a predicate in words, e.g. {@code UDP 53, TCP 8000-8010}. */
public final class PortText {
  /** How traffic without any limit is described. */
  static final String ALL = "all traffic";

  private static final int MOST_CUBES = 64;
  private static final Cube ANY = new Cube(0, 255, 0, 65535);

  private PortText() {}

  /** Protocols and ports that a predicate mentions together. */
  private record Cube(int firstProtocol, int lastProtocol, int firstPort, int lastPort) {
    Cube and(Cube other) {
      return new Cube(Math.max(firstProtocol, other.firstProtocol), Math.min(lastProtocol, other.lastProtocol),
          Math.max(firstPort, other.firstPort), Math.min(lastPort, other.lastPort));
    }

    boolean isEmpty() {
      return firstProtocol > lastProtocol || firstPort > lastPort;
    }

    String text() {
      String protocol = firstProtocol == lastProtocol ? new Protocol(firstProtocol).toString() : "";
      boolean anyPort = firstPort == 0 && lastPort == 65535;
      if (anyPort) {
        return protocol.isEmpty() ? ALL : protocol + " on any port";
      }
      String ports = firstPort == lastPort ? Integer.toString(firstPort) : firstPort + "-" + lastPort;
      return protocol.isEmpty() ? "port " + ports : protocol + " " + ports;
    }
  }

  /** The traffic in words; parts of the predicate that are not about protocols and ports are left out. */
  public static String describe(PacketExpr expr) {
    Set<String> texts = new LinkedHashSet<>();
    for (Cube cube : cubes(expr)) {
      if (!cube.isEmpty()) {
        texts.add(cube.text());
      }
    }
    return texts.isEmpty() ? "nothing" : String.join(", ", texts);
  }

  private static List<Cube> cubes(PacketExpr expr) {
    return switch (expr) {
      case PacketExpr.Const constant -> constant.value() ? List.of(ANY) : List.of();
      case PacketExpr.InRange range -> List.of(range(range));
      case PacketExpr.Or or ->
          or.operands().stream().flatMap(operand -> cubes(operand).stream()).distinct().limit(MOST_CUBES).toList();
      case PacketExpr.And and -> product(and.operands());
      case PacketExpr.Not not -> List.of(ANY);
      case PacketExpr.InPrefix prefix -> List.of(ANY);
      case PacketExpr.IsEndpoint is -> List.of(ANY);
      case PacketExpr.HasLabel label -> List.of(ANY);
      case PacketExpr.Loopback loopback -> List.of(ANY);
      case PacketExpr.Matches text -> List.of(ANY);
      case PacketExpr.Holds holds -> List.of(ANY);
    };
  }

  private static Cube range(PacketExpr.InRange range) {
    if (range.field() == Field.PROTOCOL) {
      return new Cube(range.low(), range.high(), 0, 65535);
    }
    return range.field() == Field.DESTINATION_PORT ? new Cube(0, 255, range.low(), range.high()) : ANY;
  }

  private static List<Cube> product(List<PacketExpr> operands) {
    List<Cube> result = List.of(ANY);
    for (PacketExpr operand : operands) {
      List<Cube> next = new ArrayList<>();
      for (Cube left : result) {
        for (Cube right : cubes(operand)) {
          Cube both = left.and(right);
          if (!both.isEmpty() && next.size() < MOST_CUBES) {
            next.add(both);
          }
        }
      }
      result = next;
    }
    return result;
  }
}
