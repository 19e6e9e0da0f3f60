package dev.canreach.lower.docker;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Ports of the host that lead to containers, and loopback addresses, which mean another machine to each client. */
final class PublishedRoutes {
  /** The endpoint that owns the loopback addresses. */
  static final String LOOPBACK = "loopback";
  private static final String STAGE = "host";

  private final Engine engine;
  private final Ends ends;
  private final Publishing publishing;
  private final HostPlanes planes;
  private final ListenTier listening;

  PublishedRoutes(Engine engine, Ends ends, Publishing publishing, HostPlanes planes, ListenTier listening) {
    this.engine = engine;
    this.ends = ends;
    this.publishing = publishing;
    this.planes = planes;
    this.listening = listening;
  }

  /** The loopback addresses that are asked about or bound to. */
  static Set<Address> loopbacks(Engine engine) {
    Set<Address> addresses = new TreeSet<>();
    Address.parse("127.0.0.1").ifPresent(addresses::add);
    Address.parse("::1").ifPresent(addresses::add);
    engine.containers()
        .values()
        .forEach(container -> container.spec()
            .ports()
            .forEach(port -> port.hostIp().filter(Engine::isLoopback).ifPresent(addresses::add)));
    return addresses;
  }

  void addTo(NetworkBuilder network) {
    int host = ends.index(EngineContainer.HOST);
    int loopback = ends.index(LOOPBACK);
    List<PacketExpr> served = new ArrayList<>();
    for (Binding binding : publishing.bindings()) {
      PacketExpr port = Rules.isPort(binding.protocol(), binding.hostPort());
      if (!binding.isLoopback()) {
        PacketExpr taken = PacketExpr.and(PacketExpr.is(binding.family()), port, at(binding));
        network.route(all -> new Route(host, binding.name(),
            List.of(new Route.Alternative(ends.index(binding.server().id()), 1, path(binding, taken, true))),
            binding.origin()));
      }
      if (isServedOnLoopback(binding)) {
        PacketExpr taken = PacketExpr.and(ends.isHost(Side.SOURCE), PacketExpr.is(binding.family()), port, at(binding));
        served.add(taken);
        network.route(all -> new Route(loopback, binding.name(),
            List.of(new Route.Alternative(ends.index(binding.server().id()), 1, path(binding, taken, false))),
            binding.origin()));
      }
    }
    served.addAll(sharing(network, host, loopback));
    own(network, loopback, host, PacketExpr.or(served));
  }

  /**
   * Containers in the network namespace of the host answer on its addresses.
   *
   * @return the packets to the loopback of the host that they take
   */
  private List<PacketExpr> sharing(NetworkBuilder network, int host, int loopback) {
    List<PacketExpr> served = new ArrayList<>();
    for (EngineContainer container : engine.namespaces().getOrDefault(EngineContainer.HOST, List.of())) {
      Set<Listeners.Socket> sockets = engine.settings()
          .listeners()
          .map(listeners -> listeners.of(container.spec().service()))
          .orElse(Set.of());
      if (!sockets.isEmpty()) {
        PacketExpr heard = PacketExpr
            .or(sockets.stream().map(socket -> Rules.isPort(socket.protocol(), socket.port())).toList());
        PacketExpr near = PacketExpr.and(ends.isHost(Side.SOURCE), heard);
        served.add(near);
        network.route(all -> shared(container, host, List.of(hop(container, heard), new Step.Stage(all.ingress()))));
        network.route(all -> shared(container, loopback, List.of(hop(container, near))));
      }
    }
    return served;
  }

  private static Step hop(EngineContainer container, PacketExpr taken) {
    return new Step.Hop(STAGE, taken, List.of(), container.spec().origin());
  }

  private Route shared(EngineContainer container, int entry, List<Step> steps) {
    return new Route(entry, "network of the host: " + container.id(),
        List.of(new Route.Alternative(ends.index(container.id()), 1, new Path(steps))), container.spec().origin());
  }

  private static PacketExpr at(Binding binding) {
    return binding.hostIp()
        .map(address -> PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(address)))
        .orElse(PacketExpr.TRUE);
  }

  /** Whether the host itself reaches the port on its loopback (DOCKER/M-8). */
  private boolean isServedOnLoopback(Binding binding) {
    boolean bound = binding.isLoopback() || binding.hostIp().isEmpty();
    return bound && (engine.settings().hasProxy() || (binding.rule() && binding.family() == IpFamily.IPV4));
  }

  private Path path(Binding binding, PacketExpr taken, boolean judged) {
    Origin origin = binding.origin();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop(STAGE, taken, List.of(), origin));
    if (judged || planes.isOpen(binding)) {
      steps.add(new Step.Stage(planes.of(binding)));
    }
    Optional<Address> address = Optional.ofNullable(binding.at().addresses().get(binding.family()));
    if (address.isPresent()) {
      steps.add(new Step.Hop("published port", PacketExpr.TRUE,
          List.of(new Assignment.ToEnd(Side.DESTINATION, ends.index(binding.server().id()), address),
              new Assignment.ToPort(binding.target())),
          origin));
    }
    PacketExpr heard = listening.heardIn(binding.server().namespace());
    boolean answers = heard.equals(PacketExpr.TRUE) || engine.listening(binding.server().namespace())
        .filter(sockets -> sockets.contains(new Listeners.Socket(binding.protocol(), binding.target())))
        .isPresent();
    if (!answers) {
      steps.add(new Step.Stage(silent("nothing listens on " + binding.protocol() + " " + binding.target() + " in "
          + binding.server().id(), PacketExpr.TRUE)));
    }
    return new Path(steps);
  }

  /** Every machine and container reaches its own loopback. */
  private void own(NetworkBuilder network, int loopback, int host, PacketExpr served) {
    engine.namespaces().forEach((owner, members) -> {
      if (!owner.equals(EngineContainer.HOST)) {
        own(network, loopback, ends.index(owner), owner, ends.is(Side.SOURCE, members));
      }
    });
    own(network, loopback, host, EngineContainer.HOST,
        PacketExpr.and(ends.isHost(Side.SOURCE), PacketExpr.not(served)));
  }

  private void own(NetworkBuilder network, int loopback, int owner, String namespace, PacketExpr from) {
    Origin origin = new Origin("loopback of " + namespace, "", "", Lowerings.builtIn());
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop(LOOPBACK, from, List.of(), origin));
    PacketExpr heard = listening.heardIn(namespace);
    if (!heard.equals(PacketExpr.TRUE)) {
      steps.add(new Step.Stage(silent("nothing listens there in " + namespace, PacketExpr.not(heard))));
    }
    network.route(all -> new Route(loopback, "loopback of " + namespace,
        List.of(new Route.Alternative(owner, 1, new Path(steps))), origin));
  }

  private static Plane silent(String why, PacketExpr packets) {
    Rules rules = new Rules();
    rules.deny(packets, PacketExpr.TRUE, new Origin("assumption listens", why, "", Lowerings.builtIn()));
    return new Plane(ListenTier.NAME, Side.DESTINATION,
        List.of(new Tier(ListenTier.NAME, List.of(), rules.list(), Action.PASS)));
  }
}
