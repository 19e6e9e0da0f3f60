package dev.canreach.lower.calico;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.CalicoRule;
import dev.canreach.resource.calico.EntityRule;
import dev.canreach.resource.calico.RulePort;
import dev.canreach.resource.calico.RuleProtocol;
import dev.canreach.resource.calico.Selector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a rule into conditions on a packet (CALICO/1.8). */
final class RuleMaker {
  private final Peers peers;
  private final ServicePeers services;
  private final boolean applicationLayer;

  /**
   * A maker of rules.
   *
   * @param applicationLayer whether rules about requests are enforced (CALICO/1.14)
   */
  RuleMaker(Peers peers, ServicePeers services, boolean applicationLayer) {
    this.peers = peers;
    this.services = services;
    this.applicationLayer = applicationLayer;
  }

  /** Where a rule stands. */
  record Place(String object, String namespace, boolean ingress) {
    Origin origin(CalicoRule rule) {
      return new Origin(object, direction() + " rule " + (rule.index() + 1), field(rule), rule.span());
    }

    private String field(CalicoRule rule) {
      return "spec." + direction() + "[" + rule.index() + "]";
    }

    private String direction() {
      return ingress ? "ingress" : "egress";
    }
  }

  /**
   * The rule for these subjects; empty where it decides nothing (CALICO/1.9).
   *
   * @param passing what becomes of packets that the rule passes on
   */
  Optional<PolicyRule> rule(CalicoRule rule, PacketExpr subjects, Place place, Action passing) {
    return action(rule.action(), passing)
        .map(action -> new PolicyRule(subjects, conditions(rule, place), action, place.origin(rule)));
  }

  private static Optional<Action> action(CalicoRule.Action action, Action passing) {
    return switch (action) {
      case ALLOW -> Optional.of(Action.ALLOW);
      case DENY -> Optional.of(Action.DENY);
      case PASS -> Optional.of(passing);
      case LOG, INVALID -> Optional.empty();
    };
  }

  private List<Condition> conditions(CalicoRule rule, Place place) {
    List<Condition> conditions = new ArrayList<>();
    add(conditions, "protocol", protocol(rule), place.origin(rule));
    for (Side side : Side.values()) {
      EntityRule entity = side == Side.SOURCE ? rule.source() : rule.destination();
      String name = side == Side.SOURCE ? "source" : "destination";
      Origin origin = new Origin(place.object(), place.origin(rule).part(), place.origin(rule).field() + "." + name,
          entity.span());
      boolean isPeer = place.ingress() == (side == Side.SOURCE);
      add(conditions, isPeer ? "peer" : name, address(entity, place.namespace(), side, origin), origin);
      add(conditions, side == Side.DESTINATION ? "port" : "source port", ports(entity, place.namespace(), side),
          origin);
    }
    if (applicationLayer) {
      rule.http().ifPresent(http -> add(conditions, "http", RequestClause.of(http), place.origin(rule)));
    }
    return conditions;
  }

  private static void add(List<Condition> conditions, String name, PacketExpr expr, Origin origin) {
    if (!expr.equals(PacketExpr.TRUE)) {
      conditions.add(new Condition(name, expr, origin));
    }
  }

  private static PacketExpr protocol(CalicoRule rule) {
    List<PacketExpr> all = new ArrayList<>();
    rule.family().ifPresent(family -> all.add(PacketExpr.is(family)));
    rule.protocol().ifPresent(protocol -> {
      all.add(PacketExpr.is(protocol.protocol()));
      protocol.family().ifPresent(family -> all.add(PacketExpr.is(family)));
    });
    rule.notProtocol().map(RuleProtocol::protocol).ifPresent(not -> all.add(PacketExpr.not(PacketExpr.is(not))));
    rule.icmp().ifPresent(icmp -> all.add(icmp(icmp)));
    rule.notIcmp()
        .filter(icmp -> icmp.type().isPresent())
        .ifPresent(icmp -> all.add(PacketExpr.not(icmp(icmp))));
    return PacketExpr.and(all);
  }

  private static PacketExpr icmp(CalicoRule.Icmp icmp) {
    List<PacketExpr> all = new ArrayList<>();
    icmp.type().ifPresent(type -> all.add(PacketExpr.is(Field.ICMP_TYPE, type)));
    icmp.code().ifPresent(code -> all.add(PacketExpr.is(Field.ICMP_CODE, code)));
    return PacketExpr.and(all);
  }

  private PacketExpr address(EntityRule entity, String namespace, Side side, Origin origin) {
    List<PacketExpr> all = new ArrayList<>();
    if (!entity.nets().isEmpty()) {
      all.add(inNets(entity.nets(), side, origin));
    }
    if (!entity.notNets().isEmpty()) {
      // blocks that are all of the other family make the rule one of that family (CALICO/CAX-5)
      Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
      entity.notNets().forEach(net -> families.add(net.family()));
      all.add(PacketExpr.or(families.stream().map(PacketExpr::is).toList()));
      all.add(PacketExpr.not(inNets(entity.notNets(), side, origin)));
    }
    Optional<Selector> positive = Scoping.peers(entity, namespace);
    if (positive.isPresent()) {
      all.add(peers.addresses(selected(entity, positive.get()), side));
    } else {
      entity.notSelector()
          .ifPresent(not -> all.add(PacketExpr.not(peers.addresses(not.selector(), side))));
    }
    entity.service().ifPresent(service -> all.add(services.matches(service, side)));
    return PacketExpr.and(all);
  }

  /** With a positive selector, the negative one takes endpoints from it; alone it is a test of the address (CALICO/1.6). */
  private static Selector selected(EntityRule entity, Selector positive) {
    return entity.notSelector()
        .<Selector>map(not -> new Selector.And(List.of(positive, new Selector.Not(not.selector()))))
        .orElse(positive);
  }

  private PacketExpr inNets(List<Cidr> nets, Side side, Origin origin) {
    return PacketExpr.or(nets.stream().map(net -> peers.inBlock(net, side, origin.span())).toList());
  }

  private PacketExpr ports(EntityRule entity, String namespace, Side side) {
    Selector named = Scoping.peers(entity, namespace)
        .map(positive -> selected(entity, positive))
        .orElse(new Selector.All());
    PacketExpr in = entity.ports().isEmpty() ? PacketExpr.TRUE : anyPort(entity.ports(), named, side);
    PacketExpr out = entity.notPorts().isEmpty() ? PacketExpr.FALSE : anyPort(entity.notPorts(), named, side);
    return PacketExpr.and(in, PacketExpr.not(out));
  }

  private PacketExpr anyPort(List<RulePort> ports, Selector selector, Side side) {
    Field field = side == Side.SOURCE ? Field.SOURCE_PORT : Field.DESTINATION_PORT;
    return PacketExpr.or(ports.stream().map(port -> switch (port) {
      case RulePort.Range range -> PacketExpr.inRange(field, range.first(), range.last());
      case RulePort.Named named -> peers.namedPort(named.name(), selector, side);
    }).toList());
  }
}
