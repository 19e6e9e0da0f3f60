package dev.canreach.lower.istio;

import dev.canreach.resource.istio.ClientTls;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.PortPolicy;
import dev.canreach.resource.istio.Subset;
import dev.canreach.resource.istio.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one client talks to a host: the destination rules of one host that count together (ISTIO/I-6.1, IX-7).
 *
 * @param rule the rule that came first
 * @param policy its policy, or that of the first rule that has one
 * @param subsets the subsets of all of them; of one name the first
 */
record ClientPolicy(DestinationRule rule, Optional<TrafficPolicy> policy, List<Subset> subsets) {

  ClientPolicy {
    subsets = List.copyOf(subsets);
  }

  static ClientPolicy of(DestinationRule rule) {
    return new ClientPolicy(rule, rule.policy(), distinct(rule.subsets()));
  }

  ClientPolicy with(DestinationRule other) {
    List<Subset> all = new ArrayList<>(subsets);
    all.addAll(other.subsets());
    return new ClientPolicy(rule, policy.or(other::policy), distinct(all));
  }

  private static List<Subset> distinct(List<Subset> subsets) {
    List<Subset> kept = new ArrayList<>();
    for (Subset subset : subsets) {
      if (kept.stream().noneMatch(other -> other.name().equals(subset.name()))) {
        kept.add(subset);
      }
    }
    return kept;
  }

  Optional<Subset> subset(String name) {
    return subsets.stream().filter(subset -> subset.name().equals(name)).findFirst();
  }

  /** The TLS that the client starts; empty where nothing is said about it (ISTIO/I-6.2). */
  Optional<ClientTls> tls(String subset, int port) {
    Optional<ClientTls> tls = policy.flatMap(whole -> portPolicy(whole, port)
        .map(PortPolicy::tls)
        .orElseGet(whole::tls));
    Optional<TrafficPolicy> narrower = subset(subset).flatMap(Subset::policy);
    if (narrower.isEmpty()) {
      return tls;
    }
    Optional<ClientTls> wider = tls;
    return portPolicy(narrower.get(), port).map(PortPolicy::tls)
        .orElseGet(() -> narrower.get().tls().or(() -> wider));
  }

  /** Whether the client calls the address that it meant, whatever the registry says. */
  boolean passthrough(int port) {
    return policy.map(whole -> portPolicy(whole, port).map(PortPolicy::passthrough).orElse(whole.passthrough()))
        .orElse(false);
  }

  private static Optional<PortPolicy> portPolicy(TrafficPolicy policy, int port) {
    return policy.ports().stream().filter(each -> each.port() == port).findFirst();
  }
}
