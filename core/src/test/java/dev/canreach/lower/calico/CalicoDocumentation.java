package dev.canreach.lower.calico;

import dev.canreach.lower.calico.SmallWorld.Policy;
import dev.canreach.lower.calico.SmallWorld.Rule;
import dev.canreach.lower.calico.SmallWorld.Sel;
import dev.canreach.lower.calico.SmallWorld.Side;
import dev.canreach.lower.calico.SmallWorld.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calico's documented algorithm, read literally over the facts of a small world (CALICO/1.6 to 1.9). */
final class CalicoDocumentation {
  private static final String NAMESPACE = "projectcalico.org/namespace";
  private static final Cidr SET = Cidr.parse("203.0.113.0/25").orElseThrow();

  private final SmallWorld world;

  CalicoDocumentation(SmallWorld world) {
    this.world = world;
  }

  /** Whether a connection passes the policies of both ends; an end is the name of a pod, or an address outside. */
  boolean permits(String source, String destination, String protocol, int port) {
    return verdict(source, false, source, destination, protocol, port)
        && verdict(destination, true, source, destination, protocol, port);
  }

  private Optional<SmallWorld.Pod> pod(String end) {
    return world.pods.stream().filter(pod -> pod.name().equals(end)).findFirst();
  }

  private boolean verdict(String subject, boolean ingress, String source, String destination, String protocol,
      int port) {
    Optional<SmallWorld.Pod> pod = pod(subject);
    if (pod.isEmpty()) {
      return true;
    }
    List<Tier> tiers = world.tiers.stream()
        .sorted(Comparator.comparingInt(Tier::order).thenComparing(Tier::name))
        .toList();
    for (int i = 0; i <= tiers.size(); i++) {
      String name = i < tiers.size() ? tiers.get(i).name() : "default";
      boolean passes = i < tiers.size() && tiers.get(i).passes();
      List<Policy> applying = world.policies.stream()
          .filter(policy -> policy.tier().equals(name) && applies(policy, pod.get(), ingress))
          .sorted(Comparator.<Policy, Integer>comparing(policy -> policy.order().orElse(Integer.MAX_VALUE))
              .thenComparing(policy -> policy.name() + "/" + policy.namespace().orElse("") + "/" + policy.kind()))
          .toList();
      if (applying.isEmpty()) {
        continue;
      }
      String decision = decide(applying, ingress, source, destination, protocol, port);
      if (decision.equals("Allow")) {
        return true;
      }
      if (decision.equals("Deny") || (decision.isEmpty() && !passes)) {
        return false;
      }
    }
    return true;
  }

  private String decide(List<Policy> policies, boolean ingress, String source, String destination, String protocol,
      int port) {
    for (Policy policy : policies) {
      for (Rule rule : ingress ? policy.ingress() : policy.egress()) {
        boolean matches = rule.protocol().map(protocol::equals).orElse(true)
            && matches(rule.source(), policy, source, 40_000) && matches(rule.destination(), policy, destination, port);
        if (matches && !rule.action().equals("Log")) {
          return rule.action();
        }
      }
    }
    return "";
  }

  private boolean applies(Policy policy, SmallWorld.Pod pod, boolean ingress) {
    boolean governs = ingress ? policy.ingressType() || !policy.egressType() : policy.egressType();
    boolean scoped = policy.namespace().map(pod.namespace()::equals).orElse(true);
    return governs && scoped && policy.selector().test().test(labels(pod))
        && policy.namespaces().map(sel -> sel.test().test(namespaceLabels(pod.namespace()))).orElse(true);
  }

  private boolean matches(Side side, Policy policy, String end, int port) {
    Address address = Address.parse(pod(end).map(SmallWorld.Pod::address).orElse(end)).orElseThrow();
    if (side.net().isPresent() && !Cidr.parse(side.net().get()).orElseThrow().contains(address)) {
      return false;
    }
    if (side.notNet().isPresent() && Cidr.parse(side.notNet().get()).orElseThrow().contains(address)) {
      return false;
    }
    if (side.firstPort() > 0 && (port < side.firstPort() || port > side.lastPort())) {
      return false;
    }
    boolean own = policy.namespace().isPresent() && side.namespaces().isEmpty();
    boolean positive = side.selector().isPresent() || side.namespaces().isPresent()
        || (own && side.notSelector().isPresent());
    if (!positive) {
      return side.notSelector()
          .map(not -> !selected(end, address, side, policy, Optional.empty(), Optional.of(not), false))
          .orElse(true);
    }
    return selected(end, address, side, policy, side.notSelector(), side.selector(), true);
  }

  /** Whether some endpoint or set with the address is selected. */
  private boolean selected(String end, Address address, Side side, Policy policy, Optional<Sel> not, Optional<Sel> is,
      boolean scoped) {
    Optional<SmallWorld.Pod> pod = pod(end);
    if (pod.isPresent()) {
      boolean here = !scoped || scope(side, policy, Optional.of(pod.get().namespace()));
      return here && is.map(sel -> sel.test().test(labels(pod.get()))).orElse(true)
          && not.map(sel -> !sel.test().test(labels(pod.get()))).orElse(true);
    }
    boolean inSet = SET.contains(address);
    return inSet && (!scoped || scope(side, policy, Optional.empty()))
        && is.map(sel -> sel.test().test(world.setLabels)).orElse(true)
        && not.map(sel -> !sel.test().test(world.setLabels)).orElse(true);
  }

  private boolean scope(Side side, Policy policy, Optional<String> namespace) {
    if (side.namespaces().isPresent()) {
      return side.namespaces().get().test().test(namespace.map(this::namespaceLabels).orElse(Map.of()));
    }
    return policy.namespace().isEmpty() || policy.namespace().equals(namespace);
  }

  private static Map<String, String> labels(SmallWorld.Pod pod) {
    Map<String, String> labels = new HashMap<>(pod.labels());
    labels.put(NAMESPACE, pod.namespace());
    return labels;
  }

  private Map<String, String> namespaceLabels(String namespace) {
    return world.namespaces.stream().filter(ns -> ns.name().equals(namespace)).findFirst().orElseThrow().labels();
  }
}
