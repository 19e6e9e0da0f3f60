package dev.canreach.lower.proxy;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The policies as they treat a proxy whose pods the input lacks: nobody knows its labels and addresses, so a policy that
 * selects by them may or may not mean it.
 *
 * @param egress the policies of the end that opens connections
 * @param ingress the policies of the end that connections are opened to
 */
record ProxyPlanes(Plane egress, Plane ingress) {
  private static final String TIER = "unknown proxy";

  /** The policies for connections to and from an endpoint that is known. */
  static ProxyPlanes of(Planes planes) {
    return new ProxyPlanes(planes.egress(), planes.ingress());
  }

  /**
   * Where policies deny by default, a rule may admit the proxy.
   *
   * @param what the proxy, as messages name it
   * @param remedy how to make it known
   */
  static void admit(NetworkBuilder network, EndpointSet proxy, String what, String remedy, Origin origin) {
    String statement = "policies that restrict connections admit " + what;
    network.egress(NetworkBuilder.UNCONDITIONAL, new Tier(TIER, List.of(), List.of(rule(
        PacketExpr.isEndpoint(Side.DESTINATION, proxy), statement, remedy, Action.ALLOW, origin)), Action.PASS));
    network.ingress(NetworkBuilder.UNCONDITIONAL, new Tier(TIER, List.of(), List.of(rule(
        PacketExpr.isEndpoint(Side.SOURCE, proxy), statement, remedy, Action.ALLOW, origin)), Action.PASS));
  }

  /** The policies for connections to and from a proxy that was {@link #admit admitted}: where there are denials, one may mean it. */
  static ProxyPlanes open(Planes planes, int proxy, String what, String remedy, Origin origin) {
    return new ProxyPlanes(with(planes.egress(), Side.DESTINATION, proxy, what, remedy, origin),
        with(planes.ingress(), Side.SOURCE, proxy, what, remedy, origin));
  }

  private static Plane with(Plane plane, Side peer, int proxy, String what, String remedy, Origin origin) {
    PacketExpr denied = PacketExpr.and(PacketExpr.isEndpoint(peer, EndpointSet.of(proxy)), denied(plane));
    if (denied.equals(PacketExpr.FALSE)) {
      return plane;
    }
    List<Tier> tiers = new ArrayList<>(plane.tiers());
    PolicyRule rule = rule(denied, "a policy denies connections with " + what, remedy, Action.DENY, origin);
    tiers.add(0, new Tier(TIER, List.of(), List.of(rule), Action.PASS));
    return new Plane(plane.name(), plane.subject(), tiers, plane.enforcer());
  }

  private static PolicyRule rule(PacketExpr guard, String statement, String remedy, Action action, Origin origin) {
    PacketExpr open = PacketExpr.holds(Assumption.open("proxy", statement, remedy));
    return new PolicyRule(PacketExpr.and(guard, open), List.of(), action, origin);
  }

  /** Whom denials and handings on are about: there, being selected may do harm. */
  private static PacketExpr denied(Plane plane) {
    Set<PacketExpr> subjects = new LinkedHashSet<>();
    for (Tier tier : plane.tiers()) {
      tier.rules().stream().filter(rule -> rule.action() != Action.ALLOW).forEach(rule -> subjects.add(rule.subject()));
    }
    return PacketExpr.or(subjects);
  }
}
