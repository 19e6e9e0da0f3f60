package dev.canreach.lower.proxy;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Backend;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.lower.kubernetes.RefusedServices;
import dev.canreach.model.Response;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextChange;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Services as targets of a proxy, which connects to their pods itself (K8S/I-10, G-13). */
public final class ServiceTargets {
  private static final int UNAVAILABLE = 503;

  private final Map<String, Service> services = new HashMap<>();
  private final Inventory inventory;
  private final Backends backends;

  /** The Services of an input. */
  public ServiceTargets(Inventory inventory, Backends backends) {
    this.inventory = inventory;
    this.backends = backends;
    inventory.latest(Service.class).forEach(service -> services.put(key(service), service));
  }

  private static String key(Service service) {
    return service.namespace() + "/" + service.name();
  }

  /** The Service of this name. */
  public Optional<Service> find(String namespace, String name) {
    return Optional.ofNullable(services.get(namespace + "/" + name));
  }

  /** The requests that go to a port of a Service; without pods the proxy answers that nobody is there. */
  public Share share(Service service, ServicePort port, int weight, List<TextChange> changes) {
    String name = key(service);
    var backend = new dev.canreach.model.Backend(name, "", OptionalInt.of(port.port()), weight);
    PacketExpr accepted = Acceptance.of(service, inventory);
    if (service.type() == ServiceType.EXTERNAL_NAME) {
      PacketExpr open = PacketExpr.holds(Assumption.open("external name",
          "the proxy forwards to `" + service.externalName() + "`, for which `" + service.id() + "` stands",
          "name a Service with endpoints; proxies should refuse this one"));
      return new Share(weight, PacketExpr.and(accepted, open), Optional.of(backend), List.of(), changes,
          Optional.of(Response.of(UNAVAILABLE, "the Service `" + name + "` stands for a name outside the cluster")));
    }
    List<Backend> pods = backends.of(service, port);
    return new Share(weight, accepted, Optional.of(backend), pods, changes, pods.isEmpty()
        ? Optional.of(Response.of(UNAVAILABLE, "the Service `" + name + "` has no ready pods"))
        : Optional.empty());
  }

  /**
   * What becomes of requests to a Service, once it is corrected, of which the server refuses what decides where they go:
   * nobody knows (K8S/S-02, S-03). Empty for other Services.
   */
  public Optional<Share> corrected(Service service, int weight, List<TextChange> changes) {
    return RefusedServices.of(service, inventory)
        .map(refused -> new Share(weight, RefusedServices.forwards(refused), Optional.empty(), List.of(), changes,
            Optional.empty()));
  }

  /** The port on which a pod gets what clients of some Service in its namespace send to a port; the same where none does. */
  public int targetPort(String namespace, int endpoint, int port) {
    for (Service service : inventory.latest(Service.class)) {
      for (ServicePort served : service.ports()) {
        if (service.namespace().equals(namespace) && served.port() == port) {
          Optional<Backend> pod = backends.of(service, served)
              .stream()
              .filter(backend -> backend.endpoint() == endpoint && backend.port().isPresent())
              .findFirst();
          if (pod.isPresent()) {
            return pod.get().port().getAsInt();
          }
        }
      }
    }
    return port;
  }
}
