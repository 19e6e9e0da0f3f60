package dev.canreach.lower.istio;

import java.util.Optional;

/** Finds the hosts that rules name as targets: rules bring in what a proxy would not see otherwise (ISTIO/I-12). */
@FunctionalInterface
interface Destinations {
  Optional<MeshService> find(String host);

  /** For the proxies of some clients. */
  static Destinations of(Clients clients, Registry registry) {
    return host -> clients.service(host).or(() -> registry.find(host, clients.namespace()));
  }
}
