package dev.canreach.lower.docker;

import dev.canreach.lower.docker.EngineNetwork.Driver;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.Tier;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who gets through the host to a published port (DOCKER/D-4, DOCKER/M-1, DOCKER/M-2, DOCKER/M-7). */
final class HostPlanes {
  private final Engine engine;
  private final Ends ends;
  private final Routing routing;
  private final Tier doubts;
  private final Undescribed undescribed;
  private final Map<String, Plane> planes = new HashMap<>();

  HostPlanes(Engine engine, Ends ends, Routing routing, Tier doubts, Undescribed undescribed) {
    this.undescribed = undescribed;
    this.doubts = doubts;
    this.engine = engine;
    this.ends = ends;
    this.routing = routing;
  }

  /** The plane that judges packets to a published port, as they are sent. */
  Plane of(Binding binding) {
    boolean linked = !binding.at().network().icc() && !binding.at().network().spec().isUserDefined();
    boolean open = isOpen(binding);
    String key = binding.at().network().name() + "|" + binding.family() + "|" + binding.rule()
        + (linked || open ? "|" + binding.server().id() + binding.target() + binding.protocol() : "");
    return planes.computeIfAbsent(key,
        any -> new Plane("host", Side.DESTINATION, List.of(doubts, undescribed.publishing(binding), tier(binding))));
  }

  /** Whether nobody knows if the port is published at all. */
  boolean isOpen(Binding binding) {
    return undescribed.isPublishedInDoubt(binding);
  }

  private Tier tier(Binding binding) {
    Rules rules = new Rules();
    IpFamily family = binding.family();
    EngineNetwork to = binding.at().network();
    for (EngineNetwork network : engine.networks().values()) {
      boolean own = network.driver() == Driver.BRIDGE;
      entering(rules, binding, network, routing.connected(network, family), own);
    }
    for (EngineNetwork network : engine.networks().values()) {
      boolean host = network.driver() == Driver.BRIDGE || network.driver() == Driver.OVERLAY;
      entering(rules, binding, network, routing.leaving(network, family), host);
    }
    routing.denyWithoutRoute(rules, PacketExpr.TRUE);
    return new Tier("published ports of network " + to.name(), List.of(), rules.list(), Action.PASS);
  }

  /** Packets that come to the host from a network. */
  private void entering(Rules rules, Binding binding, EngineNetwork from, PacketExpr packets, boolean reachesHost) {
    IpFamily family = binding.family();
    EngineNetwork to = binding.at().network();
    Origin origin = from.spec().origin();
    if (!reachesHost) {
      rules.deny(PacketExpr.TRUE, packets, part(origin, "does not lead to its host"));
    } else if (!binding.rule()) {
      rules.pass(PacketExpr.TRUE, packets, origin);
    } else if (from.name().equals(to.name())) {
      hairpin(rules, binding, from, packets);
    } else if (from.internal() && !engine.settings().isNftables()) {
      rules.deny(PacketExpr.TRUE, packets, part(origin, "internal"));
    } else if (!from.internal() && routing.losesReplies(from, family)) {
      rules.deny(PacketExpr.TRUE, packets, part(origin, "without masquerading: replies from elsewhere are dropped"));
    } else {
      rules.pass(PacketExpr.TRUE, packets, origin);
    }
  }

  /** The client is on the bridge that the server is on: without the process of the host the packet turns around there. */
  private void hairpin(Rules rules, Binding binding, EngineNetwork network, PacketExpr packets) {
    boolean open = engine.settings().hasProxy() || network.icc();
    Origin origin = network.spec().origin();
    if (!open && !network.spec().isUserDefined()) {
      boolean linked = binding.server()
          .spec()
          .linked()
          .contains(new ContainerSpec.Exposed(binding.protocol(), binding.target()));
      List<EngineContainer> clients = Links.on(engine, network)
          .stream()
          .filter(link -> linked && link.server().equals(binding.server()))
          .map(Links.Opened::client)
          .toList();
      rules.pass(PacketExpr.TRUE, PacketExpr.and(packets, ends.is(Side.SOURCE, clients)), origin);
    }
    rules.decide(open, PacketExpr.TRUE, packets, open ? origin : part(origin, "inter-container communication off"));
  }

  private static Origin part(Origin origin, String part) {
    return new Origin(origin.object(), part, origin.field(), origin.span());
  }
}
