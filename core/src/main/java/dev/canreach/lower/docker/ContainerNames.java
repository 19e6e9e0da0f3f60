package dev.canreach.lower.docker;

import dev.canreach.lower.docker.EngineContainer.Joined;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names as containers resolve them: their hosts file, then the engine's name server, which asks the client's networks in
 * gateway order and answers from the first one that knows the name (DOCKER/M-12).
 */
final class ContainerNames implements Names {
  private static final String HOST_GATEWAY = "host-gateway";

  private final Engine engine;
  private final Ends ends;
  private final DoubtTier doubts;
  private final Set<String> known;

  ContainerNames(Engine engine, Ends ends, DoubtTier doubts) {
    this.doubts = doubts;
    this.engine = engine;
    this.ends = ends;
    this.known = known(engine);
  }

  @Override
  public Resolution resolve(Endpoint client, String name) {
    EngineContainer container = engine.containers().get(client.id());
    String wanted = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (container == null) {
      return unresolved(wanted, "names of containers mean something to containers only");
    }
    List<Target> hosts = hosts(container, wanted);
    if (!hosts.isEmpty()) {
      return new Resolution(hosts, List.of(wanted), Optional.empty(), "");
    }
    if (!container.onHost()) {
      for (Joined joined : container.attachments()) {
        List<Target> targets = joined.network().spec().isUserDefined()
            ? on(joined.network(), container, wanted)
            : List.of();
        if (!targets.isEmpty()) {
          return new Resolution(targets, List.of(wanted), Optional.empty(), "");
        }
      }
    }
    return elsewhere(container, wanted);
  }

  @Override
  public boolean answersAlone(Endpoint client) {
    return engine.containers().containsKey(client.id()) || client.id().equals(EngineContainer.HOST);
  }

  /** A name that no container has: a name server beyond the engine may know it. */
  private Resolution elsewhere(EngineContainer container, String name) {
    boolean reachesOut = container.onHost() || container.gateway(IpFamily.IPV4).isPresent()
        || container.gateway(IpFamily.IPV6).isPresent();
    Optional<Assumption> doubt = doubts.about(container);
    if (doubt.isPresent()) {
      return new Resolution(List.of(), List.of(name), doubt, "no container that was read has this name");
    }
    if (!name.contains(".") || known.contains(name.toLowerCase(Locale.ROOT)) || isQualified(name)) {
      return unresolved(name, "no container of its networks has this name");
    }
    if (!reachesOut) {
      return unresolved(name, "no container of its networks has this name, and it reaches no other name server");
    }
    Assumption outer = Assumption.open("dns." + name, "a name server beyond the engine knows `" + name + "`",
        "--assume dns." + name + "=ADDRESS");
    return new Resolution(List.of(), List.of(name), Optional.of(outer), "no container has this name");
  }

  /** Whether the name ends with the name of a network; two exist on every engine. */
  private boolean isQualified(String name) {
    return name.endsWith(".host") || name.endsWith(".none")
        || engine.networks().keySet().stream().anyMatch(network -> name.endsWith("." + network));
  }

  private static Resolution unresolved(String name, String reason) {
    return new Resolution(List.of(), List.of(name), Optional.empty(), reason);
  }

  /** Entries of the hosts file: additional hosts, the own host name, and links on the default bridge. */
  private List<Target> hosts(EngineContainer container, String name) {
    List<Target> targets = new ArrayList<>();
    if (name.equalsIgnoreCase("localhost")) {
      Address.parse("127.0.0.1").ifPresent(address -> targets.add(literal(address)));
      return targets;
    }
    for (String text : container.spec().extraHosts().getOrDefault(name, List.of())) {
      if (text.equals(HOST_GATEWAY)) {
        engine.defaultBridge()
            .gateways()
            .values()
            .stream()
            .sorted()
            .forEach(address -> targets.add(literal(address)));
      } else {
        Address.parse(text).ifPresent(address -> targets.add(literal(address)));
      }
    }
    EngineContainer owner = engine.containers().getOrDefault(container.namespace(), container);
    if (owner.spec().hostname().filter(name::equals).isPresent()) {
      owner.attachments().forEach(joined -> targets.addAll(targets(owner, joined)));
    }
    for (ContainerSpec.Link link : container.spec().links()) {
      for (EngineContainer server : engine.containers().values()) {
        if (Links.isTarget(container, server, link) && isLinkName(link, server, name)) {
          container.attachments()
              .stream()
              .filter(joined -> !joined.network().spec().isUserDefined())
              .flatMap(joined -> server.on(joined.network()).stream())
              .forEach(joined -> targets.addAll(targets(server, joined)));
        }
      }
    }
    return targets;
  }

  private static boolean isLinkName(ContainerSpec.Link link, EngineContainer server, String name) {
    return link.alias().equalsIgnoreCase(name) || server.spec().name().equalsIgnoreCase(name)
        || (server.spec().service() + "-1").equalsIgnoreCase(name);
  }

  private Target literal(Address address) {
    return new Target(OptionalInt.empty(), Optional.of(address));
  }

  /** What a name means on one network. */
  private List<Target> on(EngineNetwork network, EngineContainer client, String name) {
    String suffix = "." + network.name();
    String plain = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    List<Target> targets = new ArrayList<>();
    for (EngineContainer container : engine.on(network)) {
      if (container.ownsNamespace()) {
        Joined joined = container.on(network).orElseThrow();
        boolean linked = client.spec()
            .links()
            .stream()
            .anyMatch(link -> link.alias().equalsIgnoreCase(plain) && Links.isTarget(client, container, link));
        if (linked || names(container, joined).stream()
            .anyMatch(own -> own.equalsIgnoreCase(plain)
                || own.equalsIgnoreCase(name))) {
          targets.addAll(targets(container, joined));
        }
      }
    }
    return targets;
  }

  /** The names of a container on one of its networks (COMPOSE/C-3). */
  private static Set<String> names(EngineContainer container, Joined joined) {
    Set<String> names = new TreeSet<>(joined.aliases());
    names.add(container.spec().name());
    container.spec().hostname().ifPresent(names::add);
    return names;
  }

  private List<Target> targets(EngineContainer container, Joined joined) {
    return joined.addresses()
        .values()
        .stream()
        .sorted()
        .map(address -> new Target(OptionalInt.of(ends.index(container.id())), Optional.of(address)))
        .toList();
  }

  /** Every name that some container has somewhere. */
  private static Set<String> known(Engine engine) {
    Set<String> names = new TreeSet<>();
    for (EngineContainer container : engine.containers().values()) {
      container.attachments()
          .forEach(joined -> names(container, joined).forEach(name -> names.add(name.toLowerCase(Locale.ROOT))));
      container.spec().links().forEach(link -> names.add(link.alias().toLowerCase(Locale.ROOT)));
      container.spec().extraHosts().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }
    return names;
  }
}
