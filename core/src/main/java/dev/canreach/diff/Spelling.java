package dev.canreach.diff;

import dev.canreach.model.Network;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicates of a network as short texts, with endpoints by their ids, so that they can be compared with another
 * network's: what is written once, however large, has one number.
 */
final class Spelling {
  private final Network network;
  private final Numbers numbers;
  private final IdentityHashMap<EndpointSet, String> ids = new IdentityHashMap<>();
  private final IdentityHashMap<PacketExpr, String> known = new IdentityHashMap<>();

  /** What was spelled so far, in both networks. */
  static final class Numbers {
    private final Map<String, Integer> numbers = new HashMap<>();

    private String of(String text) {
      return "#" + numbers.computeIfAbsent(text, key -> numbers.size());
    }
  }

  /** Predicates of a network; their texts can be compared with those of another that shares the numbers. */
  Spelling(Network network, Numbers numbers) {
    this.network = network;
    this.numbers = numbers;
  }

  /** The text: equal ones mean the same, different ones may or may not. */
  String of(PacketExpr expr) {
    String spelled = known.get(expr);
    if (spelled == null) {
      spelled = numbers.of(spelled(expr));
      known.put(expr, spelled);
    }
    return spelled;
  }

  private String spelled(PacketExpr expr) {
    return switch (expr) {
      case PacketExpr.And and -> and.operands().stream().map(this::of).sorted().toList().toString();
      case PacketExpr.Or or -> "any" + or.operands().stream().map(this::of).sorted().toList();
      case PacketExpr.Not not -> "not " + of(not.operand());
      case PacketExpr.IsEndpoint is -> is.side() + " " + ids.computeIfAbsent(is.members(), this::ids);
      case PacketExpr.Holds holds -> "holds " + holds.assumption().key() + " " + holds.assumption().statement();
      case PacketExpr.Const same -> same.toString();
      case PacketExpr.InRange same -> same.toString();
      case PacketExpr.InPrefix same -> same.toString();
      case PacketExpr.HasLabel same -> same.toString();
      case PacketExpr.Loopback same -> same.toString();
      case PacketExpr.Matches same -> same.toString();
    };
  }

  private String ids(EndpointSet members) {
    List<String> ids = members.stream().mapToObj(index -> network.endpoint(index).id()).sorted().toList();
    return numbers.of(ids.toString());
  }
}
