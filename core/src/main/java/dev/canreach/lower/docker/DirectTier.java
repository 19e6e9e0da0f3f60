package dev.canreach.lower.docker;

import dev.canreach.lower.docker.ContainerSpec.PortRequest;
import dev.canreach.lower.docker.EngineContainer.Joined;
import dev.canreach.lower.docker.EngineNetwork.Driver;
import dev.canreach.lower.docker.EngineNetwork.Mode;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of packets to the own addresses of containers, of the host and of the rest of the world (DOCKER/D-4).
 * Packets that may pass go on to the next tier.
 */
final class DirectTier {
  static final String NAME = "container networks";

  private final Engine engine;
  private final Ends ends;
  private final Routing routing;
  private final Publishing publishing;
  private final Rules rules = new Rules();

  DirectTier(Engine engine, Ends ends, Routing routing, Publishing publishing) {
    this.publishing = publishing;
    this.engine = engine;
    this.ends = ends;
    this.routing = routing;
  }

  Tier tier() {
    sameNamespace();
    eachNetwork(this::sameNetwork);
    toHost();
    eachNetwork(this::fromHost);
    routing.denyWithoutRoute(rules, ends.isContainer(Side.DESTINATION));
    eachNetwork(this::lostReplies);
    eachNetwork(this::fromElsewhere);
    toOutside();
    others();
    return new Tier(NAME, List.of(), rules.list(), Action.PASS);
  }

  /** Something to say about a network in a family. */
  private interface Statement {
    void make(EngineNetwork network, IpFamily family);
  }

  private void eachNetwork(Statement statement) {
    for (EngineNetwork network : engine.networks().values()) {
      for (IpFamily family : IpFamily.values()) {
        if (network.has(family)) {
          statement.make(network, family);
        }
      }
    }
  }

  private static Origin part(Origin origin, String part) {
    return new Origin(origin.object(), part, origin.field(), origin.span());
  }

  private PacketExpr destination(EngineNetwork network, IpFamily family) {
    return PacketExpr.and(ends.is(Side.DESTINATION, engine.on(network)), within(network, family));
  }

  private static PacketExpr within(EngineNetwork network, IpFamily family) {
    Cidr subnet = network.subnets().get(family);
    return subnet == null ? PacketExpr.FALSE : PacketExpr.inPrefix(Side.DESTINATION, subnet);
  }

  /** Containers that share a network namespace reach each other whatever the networks say. */
  private void sameNamespace() {
    engine.namespaces().forEach((owner, members) -> {
      if (owner.equals(EngineContainer.HOST)) {
        rules.pass(ends.isHost(Side.DESTINATION), ends.isHost(Side.SOURCE), members.get(0).spec().origin());
      } else {
        Origin origin = members.get(0).spec().origin();
        rules.pass(ends.is(Side.DESTINATION, members), ends.is(Side.SOURCE, members), origin);
        if (members.get(0).attachments().isEmpty()) {
          Origin none = part(origin, "has no network");
          rules.deny(ends.is(Side.DESTINATION, members), PacketExpr.TRUE, none);
          rules.deny(PacketExpr.TRUE, ends.is(Side.SOURCE, members), none);
        }
      }
    });
  }

  private void sameNetwork(EngineNetwork network, IpFamily family) {
    PacketExpr to = destination(network, family);
    PacketExpr from = ends.is(Side.SOURCE, engine.on(network));
    Origin origin = network.spec().origin();
    boolean separate = network.driver() != Driver.BRIDGE
        && List.of("private", "vepa")
            .contains(network.spec()
                .options()
                .getOrDefault(network.driver() == Driver.MACVLAN ? "macvlan_mode" : "ipvlan_flag", ""));
    if (separate) {
      rules.deny(to, from, part(origin, "keeps its containers apart"));
    }
    if (!network.icc() && engine.settings().filters(family)) {
      links(network, to);
      if (network.mode(family) == Mode.ROUTED) {
        rules.pass(PacketExpr.and(to, Rules.isIcmp()), from, origin);
      }
      rules.deny(to, from, part(origin, "inter-container communication off"));
    }
    rules.pass(to, from, origin);
  }

  /** Legacy links open the exposed and published ports on the default bridge. */
  private void links(EngineNetwork network, PacketExpr to) {
    if (network.spec().isUserDefined()) {
      return;
    }
    for (Links.Opened opened : Links.on(engine, network)) {
      for (ContainerSpec.Exposed socket : opened.server().spec().linked()) {
        rules.pass(PacketExpr.and(to, ends.is(Side.DESTINATION, opened.server()),
            Rules.isPort(socket.protocol(), socket.port())), ends.is(Side.SOURCE, opened.client()),
            opened.client().spec().origin());
      }
    }
  }

  private void toHost() {
    PacketExpr host = ends.isHost(Side.DESTINATION);
    eachNetwork((network, family) -> rules.decide(network.driver() == Driver.BRIDGE, host,
        routing.connected(network, family), network.spec().origin()));
    eachNetwork((network, family) -> rules.decide(network.driver() == Driver.BRIDGE
        || network.driver() == Driver.OVERLAY, host, routing.leaving(network, family), network.spec().origin()));
    routing.denyWithoutRoute(rules, host);
  }

  private void fromHost(EngineNetwork network, IpFamily family) {
    boolean routed = network.driver() == Driver.BRIDGE && network.gateway(family).isPresent();
    rules.decide(routed, destination(network, family), ends.isHost(Side.SOURCE),
        routed ? network.spec().origin() : part(network.spec().origin(), "gives the host no address there"));
  }

  private void lostReplies(EngineNetwork network, IpFamily family) {
    if (routing.losesReplies(network, family)) {
      Origin origin = part(network.spec().origin(), "without masquerading: replies from elsewhere are dropped");
      rules.deny(ends.isContainer(Side.DESTINATION), routing.leaving(network, family), origin);
      if (!routing.trustsRemote(network)) {
        rules.deny(ends.isOutside(Side.DESTINATION), routing.leaving(network, family), origin);
      }
    }
  }

  private void fromElsewhere(EngineNetwork network, IpFamily family) {
    PacketExpr to = destination(network, family);
    Origin origin = network.spec().origin();
    if (network.driver() == Driver.MACVLAN || network.driver() == Driver.IPVLAN) {
      rules.decide(network.isOnLan(), to, ends.isOutside(Side.SOURCE), part(origin, "is not joined to the LAN"));
    } else if (!network.leadsOut(family)) {
      rules.deny(to, PacketExpr.TRUE, part(origin, network.internal() ? "internal" : "has no way in"));
    } else if (network.driver() == Driver.BRIDGE) {
      bridge(network, family, to);
    }
    rules.deny(to, PacketExpr.TRUE, part(origin, "isolation"));
  }

  private void bridge(EngineNetwork network, IpFamily family, PacketExpr to) {
    Origin origin = network.spec().origin();
    Mode mode = network.mode(family);
    if (!engine.settings().filters(family)) {
      List<EngineContainer> answering = engine.on(network)
          .stream()
          .filter(container -> container.gateway(family).isPresent())
          .toList();
      rules.pass(PacketExpr.and(to, ends.is(Side.DESTINATION, answering)), PacketExpr.TRUE, origin);
    } else if (mode == Mode.NAT_UNPROTECTED) {
      rules.pass(to, PacketExpr.TRUE, origin);
    } else if (mode == Mode.ROUTED) {
      rules.pass(PacketExpr.and(to, Rules.isIcmp()), PacketExpr.TRUE, origin);
      rules.pass(PacketExpr.and(to, published(network, family, false)), PacketExpr.TRUE, origin);
    } else if (mode == Mode.NAT) {
      PacketExpr open = PacketExpr.and(to, published(network, family, true));
      if (engine.settings().allowsDirectRouting()) {
        rules.pass(open, PacketExpr.TRUE, origin);
      } else if (routing.trustsRemote(network)) {
        rules.pass(open, ends.isOutside(Side.SOURCE), origin);
      } else if (!network.spec().list("trusted_host_interfaces").isEmpty()
          && engine.settings().remoteInterface().isEmpty()) {
        Assumption arrival = Assumption.open("remote-arrives-on",
            "packets from outside arrive on an interface that network `" + network.name() + "` trusts",
            "--assume remote-arrives-on=INTERFACE");
        rules.pass(open, PacketExpr.and(ends.isOutside(Side.SOURCE), PacketExpr.holds(arrival)), origin);
      }
    }
  }

  /** Packets to published ports of the containers of a network (DOCKER/M-5). */
  private PacketExpr published(EngineNetwork network, IpFamily family, boolean atGateway) {
    List<PacketExpr> open = new ArrayList<>();
    for (EngineContainer container : engine.on(network)) {
      Joined joined = container.on(network).orElseThrow();
      boolean here = !atGateway || container.gateway(family).filter(joined::equals).isPresent();
      EngineContainer owner = engine.containers().getOrDefault(container.namespace(), container);
      for (PortRequest request : owner.spec().ports()) {
        if (here && publishing.isPublished(joined, request, family)) {
          open.add(PacketExpr.and(ends.is(Side.DESTINATION, container),
              Rules.isPort(request.protocol(), request.target())));
        }
      }
    }
    return PacketExpr.or(open);
  }

  private void toOutside() {
    PacketExpr outside = ends.isOutside(Side.DESTINATION);
    List<PacketExpr> near = new ArrayList<>();
    eachNetwork((network, family) -> near.add(within(network, family)));
    near.add(PacketExpr.inPrefix(Side.DESTINATION, Cidr.parse("127.0.0.0/8").orElseThrow()));
    Assumption other = Assumption.open("container", "something that the input lacks has this address and answers",
        "ask about an address that the input names");
    PacketExpr unknown = PacketExpr.and(PacketExpr.or(near), PacketExpr.not(PacketExpr.holds(other)));
    Origin origin = engine.defaultBridge().spec().origin();
    rules.deny(PacketExpr.and(outside, unknown), ends.isHere(Side.SOURCE), origin);
    routing.denyWithoutRoute(rules, outside);
  }

  /** Whether this host and what else the input describes, such as a cluster, reach each other, nobody says. */
  private void others() {
    Assumption joined = Assumption.open("docker-host", "the Docker host and the other networks of the input reach each "
        + "other", "ask about one of them at a time");
    PacketExpr apart = PacketExpr.not(PacketExpr.holds(joined));
    Origin origin = engine.defaultBridge().spec().origin();
    rules.deny(foreign(Side.DESTINATION), PacketExpr.and(ends.isHere(Side.SOURCE), apart), origin);
    rules.deny(ends.isHere(Side.DESTINATION), PacketExpr.and(foreign(Side.SOURCE), apart), origin);
  }

  private PacketExpr foreign(Side side) {
    return PacketExpr.not(PacketExpr.or(ends.isHere(side), ends.isOutside(side)));
  }
}
