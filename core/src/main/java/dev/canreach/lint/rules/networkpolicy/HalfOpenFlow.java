package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Outlook;
import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.Scope;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Side;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** NP307: a rule opens a connection on one end, and the policies of the other end deny all of it (K8S/N-18). */
public final class HalfOpenFlow implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP307", "half-open-flow", Severity.WARNING)
      .summary("the rule opens a connection on one end that the policies of the other end deny")
      .rationale("""
          A connection passes only when the egress of its source and the ingress of its destination both allow it.
          A rule that names pods as its peer says that the connection is wanted; when the policies of these pods deny
          every packet of it, one of the two ends was forgotten. Peers that stand for all pods are left alone, and
          so is a peer of which some packet passes.""")
      .remedy("add the matching rule on the other end, or delete this one")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1}]}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: default-deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
              ports: [{port: 5432}]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1}]}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: default-deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
              ports: [{port: 5432}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            policyTypes: [Egress]
            egress:
            - to: [{podSelector: {matchLabels: {app: db}}}]
              ports: [{port: 5432}]
          """)
      .reads(Namespace.class, Network.class, NetworkPolicy.class, Pod.class, Service.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    PeerPods peerPods = PeerPods.of(context);
    List<ServicePortMistake> mistakes = ServicePortMistake.in(context);
    GovernedEndpoints endpoints = GovernedEndpoints.of(context);
    // a mistake in what a policy opens elsewhere explains findings there
    boolean anywhere = ServicePortMistake.of(context, context.changedPolicies())
        .stream()
        .anyMatch(mistake -> mistake.direction() == Direction.EGRESS);
    Map<Direction, Plane> far = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      far.put(direction, far(context, direction));
    }
    for (NetworkPolicy policy : context.inForce(NetworkPolicy.class)) {
      if (!anywhere && !concerns(context, policy, peerPods)) {
        continue;
      }
      for (Direction direction : Direction.values()) {
        for (PolicyRuleSpec rule : direction.rules(policy)) {
          for (PolicyPeer peer : rule.peers()) {
            if (peer instanceof PolicyPeer.Pods pods && Peering.isExplicit(pods)) {
              check(context, new Peering(policy, direction, rule, pods, peerPods, endpoints),
                  Objects.requireNonNull(far.get(direction)), mistakes);
            }
          }
        }
      }
    }
  }

  /** What judges the far end of rules of the direction. */
  private static Plane far(RuleContext context, Direction direction) {
    return context.outlook()
        .planes()
        .stream()
        .filter(plane -> plane.subject() == direction.peer())
        .findFirst()
        .orElseThrow();
  }

  /** Whether policies that may differ judge one of the ends that the policy is about: what it reports twice is told apart by order. */
  private static boolean concerns(RuleContext context, NetworkPolicy policy, PeerPods peerPods) {
    return context.mayDiffer(policy.namespace()) || concerns(context, policy, policy.ingress(), peerPods)
        || concerns(context, policy, policy.egress(), peerPods);
  }

  private static boolean concerns(RuleContext context, NetworkPolicy policy, List<PolicyRuleSpec> rules,
      PeerPods peerPods) {
    for (PolicyRuleSpec rule : rules) {
      for (PolicyPeer peer : rule.peers()) {
        if (peer instanceof PolicyPeer.Pods pods
            && peerPods.namespaces(policy, pods).stream().anyMatch(context::mayDiffer)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void check(RuleContext context, Peering peering, Plane far, List<ServicePortMistake> mistakes) {
    Outlook outlook = context.outlook();
    if (peering.first(outlook, far, packet -> outlook.mayPass(far, packet)).isPresent()) {
      return;
    }
    Optional<Packet> denied = peering.first(outlook, far, packet -> true);
    if (denied.isPresent() && mistakes.stream().noneMatch(peering::isSpoiltBy)) {
      report(context, peering, far, denied.get());
    }
  }

  private static void report(RuleContext context, Peering peering, Plane far, Packet denied) {
    Endpoint near = context.network().endpoint(denied.end(peering.direction().subject()).endpoint());
    Endpoint other = context.network().endpoint(denied.end(peering.direction().peer()).endpoint());
    var isolating = new TreeSet<>(context.outlook().isolating(far, other).stream().map(Scope::origin).toList());
    Endpoint source = peering.direction().subject() == Side.SOURCE ? near : other;
    Endpoint destination = source.equals(near) ? other : near;
    context.report(Severity.WARNING, peering.policy().id(), peering.peer().span(),
        "the rule lets `%s` connect to `%s`, but the %s policies of `%s` allow none of it".formatted(
            source.origin().object(), destination.origin().object(), far.name(), other.origin().object()),
        isolating.stream().map(origin -> new Related(origin.object(), origin.span())).toList(), Optional.of(denied));
  }
}
