package dev.canreach.lower.docker;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether something listens where a packet arrives: as the user says, else every port of containers. */
final class ListenTier {
  static final String NAME = "listening";
  private static final int FIRST_RANDOM = 32768;
  private static final int LAST_RANDOM = 60999;
  private static final Origin ASSUMED = new Origin("assumption listens", "", "", Lowerings.builtIn());

  private final Engine engine;
  private final Ends ends;
  private final Publishing publishing;

  ListenTier(Engine engine, Ends ends, Publishing publishing) {
    this.engine = engine;
    this.ends = ends;
    this.publishing = publishing;
  }

  Tier tier() {
    Rules rules = new Rules();
    engine.namespaces().forEach((owner, members) -> {
      if (!owner.equals(EngineContainer.HOST)) {
        engine.listening(owner)
            .ifPresent(sockets -> rules.deny(
                PacketExpr.and(ends.is(Side.DESTINATION, members), PacketExpr.not(heard(sockets))), PacketExpr.TRUE,
                ASSUMED));
      }
    });
    PacketExpr host = ends.isHost(Side.DESTINATION);
    Optional<Set<Listeners.Socket>> sockets = engine.listening(EngineContainer.HOST);
    if (sockets.isPresent()) {
      rules.deny(PacketExpr.and(host, PacketExpr.not(PacketExpr.or(heard(sockets.get()), random()))), PacketExpr.TRUE,
          ASSUMED);
    } else {
      unsaid(rules);
    }
    return new Tier(NAME, List.of(), rules.list(), Action.PASS);
  }

  /** Nobody says what listens on the host itself. */
  private void unsaid(Rules rules) {
    List<EngineContainer> sharing = engine.namespaces().getOrDefault(EngineContainer.HOST, List.of());
    PacketExpr own = PacketExpr.isEndpoint(Side.DESTINATION,
        EndpointSet.of(ends.index(EngineContainer.HOST)));
    Assumption assumption = sharing.isEmpty()
        ? Assumption.defaulted("listens", "a process of the Docker host itself listens on this port",
            "--assume 'listens=*=PORTS/tcp'", false)
        : Assumption.open("listens", "a container in the network of the Docker host, such as " + sharing.get(0).id()
            + ", or another process listens on this port", "--assume 'listens=*=PORTS/tcp'");
    PacketExpr silent = PacketExpr.and(PacketExpr.not(PacketExpr.holds(assumption)),
        PacketExpr.not(PacketExpr.or(Rules.isIcmp(), random())));
    rules.deny(PacketExpr.and(own, silent), PacketExpr.TRUE,
        new Origin("node docker-host", "nothing is known to listen there", "", Lowerings.builtIn()));
  }

  /** One of the ports that the engine chooses at random leads to a container. */
  private PacketExpr random() {
    List<PacketExpr> ports = new ArrayList<>();
    for (ContainerSpec.PortRequest request : publishing.random()) {
      Assumption chosen = Assumption.open("random port", "the engine chose this port for `" + request.origin().part()
          + "` of " + request.origin().object(), "publish a fixed port, or give the output of `docker inspect`");
      ports.add(PacketExpr.and(PacketExpr.is(request.protocol()),
          PacketExpr.inRange(Field.DESTINATION_PORT, FIRST_RANDOM, LAST_RANDOM), PacketExpr.holds(chosen)));
    }
    return PacketExpr.or(ports);
  }

  private static PacketExpr heard(Set<Listeners.Socket> sockets) {
    List<PacketExpr> heard = new ArrayList<>();
    heard.add(Rules.isIcmp());
    sockets.forEach(socket -> heard.add(Rules.isPort(socket.protocol(), socket.port())));
    return PacketExpr.or(heard);
  }

  /** Packets that something in a network namespace answers. */
  PacketExpr heardIn(String namespace) {
    return engine.listening(namespace).map(ListenTier::heard).orElse(PacketExpr.TRUE);
  }
}
