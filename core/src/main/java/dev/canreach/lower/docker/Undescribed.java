package dev.canreach.lower.docker;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Networks and containers that the input names and nothing in it describes: what they are decides what the containers that
 * use them reach (COMPOSE/C-11, DOCKER/D-1).
 */
final class Undescribed {
  private static final String NAME = "not described";

  private final Engine engine;
  private final Ends ends;
  private final Routing routing;
  private final List<EngineNetwork> networks;

  Undescribed(Engine engine, Ends ends, Routing routing) {
    this.engine = engine;
    this.ends = ends;
    this.routing = routing;
    this.networks = engine.networks().values().stream().filter(network -> !network.spec().described()).toList();
  }

  /** The doubt about what a container is connected to, if there is any. */
  Optional<Assumption> about(EngineContainer container) {
    return owner(container).or(() -> networks.stream()
        .filter(network -> container.on(network).isPresent())
        .findFirst()
        .map(Undescribed::about));
  }

  /** The doubt about a container in the network namespace of another one that the input lacks. */
  private Optional<Assumption> owner(EngineContainer container) {
    EngineContainer owner = engine.containers().getOrDefault(container.namespace(), container);
    return owner.spec().mode() instanceof ContainerSpec.Shared shared && !container.onHost()
        ? Optional.of(Assumption.open("container", "container `" + shared.container() + "`, whose network `"
            + owner.spec().name() + "` shares and which the input does not describe, matters here",
            "add what `docker inspect " + shared.container() + "` prints"))
        : Optional.empty();
  }

  private static Assumption about(EngineNetwork network) {
    return Assumption.open("network", "a setting of network `" + network.name()
        + "`, which the input does not describe, matters here",
        "add what `docker network inspect " + network.name() + "` prints");
  }

  /** The rules for packets to containers, to the host and to the rest of the world. */
  List<PolicyRule> rules() {
    List<PolicyRule> rules = new ArrayList<>();
    engine.namespaces().forEach((namespace, members) -> owner(members.get(0)).ifPresent(doubt -> {
      PacketExpr to = ends.is(Side.DESTINATION, members);
      PacketExpr from = ends.is(Side.SOURCE, members);
      DoubtTier.add(rules, PacketExpr.and(PacketExpr.or(to, from), PacketExpr.not(PacketExpr.and(to, from))), doubt,
          members.get(0).spec().origin());
    }));
    networks.forEach(network -> add(rules, network));
    return rules;
  }

  private void add(List<PolicyRule> rules, EngineNetwork network) {
    List<EngineContainer> members = engine.on(network);
    PacketExpr from = ends.is(Side.SOURCE, members);
    PacketExpr near = PacketExpr.or(sameNamespace(members), throughDescribed(members));
    PacketExpr to = PacketExpr.and(ends.is(Side.DESTINATION, members), PacketExpr.or(network.subnets()
        .values()
        .stream()
        .map((Cidr subnet) -> PacketExpr.inPrefix(Side.DESTINATION, subnet))
        .toList()));
    PacketExpr beyond = PacketExpr.and(from, PacketExpr.or(ends.isHost(Side.DESTINATION),
        ends.isOutside(Side.DESTINATION)));
    Origin origin = network.spec().origin();
    DoubtTier.add(rules, PacketExpr.and(PacketExpr.or(to, beyond), PacketExpr.not(near)), about(network), origin);
    // the network is taken for one that leads out, so that no other setting opens more of the other networks
    rules.add(denial(PacketExpr.and(from, ends.isContainer(Side.DESTINATION), PacketExpr.not(near)), network));
  }

  private PacketExpr sameNamespace(List<EngineContainer> members) {
    List<PacketExpr> pairs = new ArrayList<>();
    engine.namespaces().forEach((namespace, sharing) -> {
      if (members.contains(sharing.get(0))) {
        pairs.add(PacketExpr.and(ends.is(Side.SOURCE, sharing), ends.is(Side.DESTINATION, sharing)));
      }
    });
    return PacketExpr.or(pairs);
  }

  /** Packets that need no gateway because one of these containers sends them on another network that is described. */
  private PacketExpr throughDescribed(List<EngineContainer> members) {
    List<PacketExpr> direct = new ArrayList<>();
    for (EngineNetwork other : engine.networks().values()) {
      if (other.spec().described() && members.stream().anyMatch(member -> member.on(other).isPresent())) {
        for (IpFamily family : IpFamily.values()) {
          direct.add(routing.connected(other, family));
        }
      }
    }
    return PacketExpr.or(direct);
  }

  private static PolicyRule denial(PacketExpr touched, EngineNetwork network) {
    return new PolicyRule(PacketExpr.and(touched, PacketExpr.holds(about(network))), List.of(), Action.DENY,
        network.spec().origin());
  }

  /** Whether the ports that a container publishes may be those of a network that is not described. */
  boolean isPublishedInDoubt(Binding binding) {
    return network(binding).isPresent();
  }

  private Optional<EngineNetwork> network(Binding binding) {
    return networks.stream().filter(network -> binding.server().on(network).isPresent()).findFirst();
  }

  /** What becomes of packets to a published port: an internal network, for one, publishes none (DOCKER/D-2). */
  Tier publishing(Binding binding) {
    List<PolicyRule> rules = network(binding).map(network -> List.of(denial(PacketExpr.TRUE, network)))
        .orElse(List.of());
    return new Tier(NAME, List.of(), rules, Action.PASS);
  }
}
