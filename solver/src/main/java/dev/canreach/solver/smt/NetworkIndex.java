package dev.canreach.solver.smt;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.Role;
import dev.canreach.model.Tier;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What questions about one network need again and again, found out when it is first needed. It does not refer to the
 * network itself, so that a weak map from networks to indexes forgets both.
 */
final class NetworkIndex {
  /** Cones are forgotten beyond this number of them: each may list every policy. */
  private static final int MOST_CONES = 4096;

  private final List<Endpoint> endpoints;
  private final IdentityHashMap<Plane, Map<Integer, Plane>> cones = new IdentityHashMap<>();
  private int remembered;
  private @Nullable AddressSet owned;
  private @Nullable AddressSet unlikely;

  NetworkIndex(Network network) {
    endpoints = network.endpoints();
  }

  /** The endpoint at an index. */
  Endpoint endpoint(int index) {
    return endpoints.get(index);
  }

  /** Every address that some endpoint other than the outside owns. */
  AddressSet owned() {
    if (owned == null) {
      owned = AddressSet.of(endpoints.stream()
          .filter(endpoint -> endpoint.role() != Role.OUTSIDE)
          .flatMap(endpoint -> endpoint.addresses().stream())
          .map(Cidr::of)
          .toList());
    }
    return owned;
  }

  /** Every address that some endpoint owns or that is not public: not the first choice for an end outside. */
  AddressSet unlikely() {
    if (unlikely == null) {
      unlikely = owned().union(AddressSet.PUBLIC.complement());
    }
    return unlikely;
  }

  /** The plane without the rules and scopes whose subject this endpoint can't be: the cone of influence. */
  Plane cone(Plane plane, int subject) {
    if (remembered >= MOST_CONES) {
      cones.clear();
      remembered = 0;
    }
    return cones.computeIfAbsent(plane, fresh -> new HashMap<>()).computeIfAbsent(subject, fresh -> {
      remembered++;
      return cut(plane, subject);
    });
  }

  private static Plane cut(Plane plane, int subject) {
    List<Tier> tiers = plane.tiers()
        .stream()
        .map(tier -> new Tier(tier.name(),
            tier.scopes().stream().filter(scope -> canHold(scope.subject(), plane.subject(), subject)).toList(),
            tier.rules().stream().filter(rule -> canHold(rule.subject(), plane.subject(), subject)).toList(),
            tier.end()))
        .toList();
    return new Plane(plane.name(), plane.subject(), tiers);
  }

  /** Whether the predicate is true of some packet with this endpoint on that side; may err towards true. */
  private static boolean canHold(PacketExpr expr, Side side, int endpoint) {
    return switch (expr) {
      case PacketExpr.Const constant -> constant.value();
      case PacketExpr.And and -> and.operands().stream().allMatch(operand -> canHold(operand, side, endpoint));
      case PacketExpr.Or or -> or.operands().stream().anyMatch(operand -> canHold(operand, side, endpoint));
      case PacketExpr.IsEndpoint is -> is.side() != side || is.members().contains(endpoint);
      case PacketExpr.Not not -> !(not.operand() instanceof PacketExpr.IsEndpoint is && is.side() == side
          && is.members().contains(endpoint));
      case PacketExpr.InRange range -> true;
      case PacketExpr.InPrefix prefix -> true;
      case PacketExpr.HasLabel label -> true;
      case PacketExpr.Loopback loopback -> true;
      case PacketExpr.Matches text -> true;
      case PacketExpr.Holds holds -> true;
    };
  }
}
