package dev.canreach.lower.docker;

import dev.canreach.lower.docker.ContainerSpec.PortRequest;
import dev.canreach.lower.docker.EngineContainer.Joined;
import dev.canreach.lower.docker.EngineNetwork.Mode;
import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What published ports come to on this engine (DOCKER/D-5, DOCKER/M-3, DOCKER/M-4, DOCKER/M-5, DOCKER/M-10). */
final class Publishing {
  private final Engine engine;
  private final boolean proxy;
  private final List<Binding> bindings = new ArrayList<>();
  private final List<PortRequest> random = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  Publishing(Engine engine) {
    this.engine = engine;
    this.proxy = engine.settings().hasProxy();
    for (EngineContainer container : engine.containers().values()) {
      if (container.ownsNamespace()) {
        container.spec().ports().forEach(request -> publish(container, request));
      }
    }
  }

  /** The ports of the host that lead to containers. */
  List<Binding> bindings() {
    return bindings;
  }

  /** The ports that the engine takes some random port of the host for. */
  List<PortRequest> random() {
    return random;
  }

  private void publish(EngineContainer container, PortRequest request) {
    Optional<Joined> gateway4 = container.gateway(IpFamily.IPV4);
    Optional<Joined> gateway6 = container.gateway(IpFamily.IPV6);
    OptionalInt port = port(request);
    if (gateway4.isEmpty() && gateway6.isEmpty()) {
      return;
    }
    if (port.isEmpty()) {
      random.add(request);
      return;
    }
    int hostPort = port.getAsInt();
    gateway4.ifPresent(joined -> {
      bound(joined, request, IpFamily.IPV4)
          .ifPresent(address -> add(container, joined, IpFamily.IPV4, address, hostPort, request));
      boolean crosses = gateway6.isEmpty() && proxy && joined.network().mode(IpFamily.IPV6) != Mode.ROUTED;
      if (crosses) {
        bound(joined, request, IpFamily.IPV6).filter(address -> isServed(joined, address))
            .ifPresent(
                address -> bindings.add(new Binding(container, joined, IpFamily.IPV6, specific(address), hostPort,
                    request.protocol(), request.target(), false, request.origin())));
      }
    });
    gateway6.ifPresent(joined -> bound(joined, request, IpFamily.IPV6)
        .ifPresent(address -> add(container, joined, IpFamily.IPV6, address, hostPort, request)));
  }

  /** On a routed network only a binding to every address is served (DOCKER/M-3, DOCKER/M-4). */
  private static boolean isServed(Joined joined, Address address) {
    return joined.network().mode(IpFamily.IPV4) != Mode.ROUTED || Engine.isEvery(address);
  }

  private void add(EngineContainer container, Joined joined, IpFamily family, Address address, int hostPort,
      PortRequest request) {
    boolean rule = engine.settings().filters(family);
    if (joined.network().mode(family) != Mode.ROUTED && (rule || proxy)) {
      bindings.add(new Binding(container, joined, family, specific(address), hostPort, request.protocol(),
          request.target(), rule, request.origin()));
    }
  }

  private static Optional<Address> specific(Address address) {
    return Optional.of(address).filter(given -> !Engine.isEvery(given));
  }

  /** The address of the family that a port is bound to; empty when it is not bound in this family. */
  private static Optional<Address> bound(Joined joined, PortRequest request, IpFamily family) {
    if (request.hostIp().isPresent()) {
      return request.hostIp().filter(address -> address.family() == family);
    }
    Optional<Address> byDefault = joined.network().spec().bridgeOption("host_binding_ipv4").flatMap(Address::parse);
    boolean all = byDefault.isEmpty() || byDefault.get().equals(Address.min(IpFamily.IPV6));
    return all ? Optional.of(Address.min(family)) : byDefault.filter(address -> address.family() == family);
  }

  /** Whether the port counts as published for packets to the container's own address there (DOCKER/M-5). */
  boolean isPublished(Joined joined, PortRequest request, IpFamily family) {
    boolean crosses = family == IpFamily.IPV4 && proxy && joined.network().mode(family) == Mode.ROUTED
        && !joined.addresses().containsKey(IpFamily.IPV6)
        && request.hostIp().filter(address -> address.equals(Address.min(IpFamily.IPV6))).isPresent();
    return crosses || bound(joined, request, family).isPresent();
  }

  /** The first free port of the range; empty for a random one. */
  private OptionalInt port(PortRequest request) {
    for (int port = request.first(); port <= request.last() && port > 0; port++) {
      String key = request.hostIp().map(Address::toString).orElse("") + "|" + request.protocol() + "|" + port;
      if (request.first() == request.last() || taken.add(key)) {
        return OptionalInt.of(port);
      }
    }
    return request.first() == 0 ? OptionalInt.empty() : OptionalInt.of(request.last());
  }
}
