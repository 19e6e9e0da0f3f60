package dev.canreach.lint.rules.object;

import static dev.canreach.resource.manifest.Suggestion.distance;

import dev.canreach.lint.Namespaces;
import dev.canreach.lint.PodGroup;
import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServiceType;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** XR202: a selector selects nothing, but would select something after one slip is corrected. */
public final class SelectorNearMiss implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("XR202", "selector-near-miss", Severity.WARNING)
      .summary("the selector selects nothing, but one edit away it would")
      .rationale("""
          A selector that matches nothing is valid, so nobody notices a slip in one letter of a label: the policy or
          the Service silently has no pods. When all other requirements match and one label differs by a slip, that is
          what happened. As the input may lack workloads, this is a note unless `--assume world=closed` says that it
          is all.""")
      .remedy("correct the label in the selector, or on the pods")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: database}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: databse}}
            policyTypes: [Ingress]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: database}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: database}}
            policyTypes: [Ingress]
          """)
      .reads(Namespace.class, NetworkPolicy.class, Pod.class, Service.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  /** Something that has labels. */
  private record Labelled(String object, Map<String, String> labels, Span span) {
    static Labelled of(PodGroup group) {
      return new Labelled(group.object(), group.labels(), group.span());
    }

    static Labelled of(Namespaces.Labelled namespace) {
      return new Labelled(namespace.object(), namespace.labels(), namespace.span());
    }
  }

  @Override
  public void check(RuleContext context) {
    Namespaces namespaces = Namespaces.of(context);
    context.policies().forEach(policy -> check(context, policy, namespaces));
    for (Service service : context.inForce(Service.class)) {
      if (service.type() != ServiceType.EXTERNAL_NAME
          && context.pods().selected(service.namespace(), service.selector()).isEmpty()) {
        List<Requirement> wanted = service.selector()
            .entrySet()
            .stream()
            .map(label -> new Requirement(label.getKey(), Operator.IN, List.of(label.getValue()), service.span()))
            .toList();
        suggest(context, service.id(), wanted,
            context.pods().in(service.namespace()).stream().map(Labelled::of).toList());
      }
    }
  }

  private static void check(RuleContext context, NetworkPolicy policy, Namespaces namespaces) {
    select(context, policy, policy.podSelector(), List.of(policy.namespace()));
    Stream.of(policy.ingress(), policy.egress())
        .flatMap(List::stream)
        .map(PolicyRuleSpec::peers)
        .flatMap(List::stream)
        .forEach(peer -> {
          if (peer instanceof PolicyPeer.Pods pods) {
            List<Namespaces.Labelled> selected = pods.namespaceSelector()
                .map(namespaces::selected)
                .orElse(List.of());
            if (pods.namespaceSelector().isPresent() && selected.isEmpty()) {
              suggest(context, policy.id(), pods.namespaceSelector().get().requirements(),
                  namespaces.all().stream().map(Labelled::of).toList());
            }
            List<String> within = pods.namespaceSelector().isPresent()
                ? selected.stream().map(Namespaces.Labelled::name).toList()
                : List.of(policy.namespace());
            pods.podSelector().ifPresent(selector -> select(context, policy, selector, within));
          }
        });
  }

  private static void select(RuleContext context, NetworkPolicy policy, LabelSelector selector,
      List<String> namespaces) {
    if (context.pods().selected(namespaces, selector).isEmpty()) {
      suggest(context, policy.id(), selector.requirements(),
          namespaces.stream().flatMap(namespace -> context.pods().in(namespace).stream()).map(Labelled::of).toList());
    }
  }

  /** A label in place of a requirement. */
  private record Suggestion(Requirement requirement, String key, String value, Labelled candidate) {
    static final Comparator<Suggestion> ORDER = Comparator
        .comparingInt(
            (Suggestion each) -> distance(each.requirement().key() + "=" + each.requirement().values(),
                each.key() + "=[" + each.value() + "]"))
        .thenComparing(Suggestion::key)
        .thenComparing(Suggestion::value)
        .thenComparing(each -> each.candidate().object());
  }

  private static void suggest(RuleContext context, String object, List<Requirement> requirements,
      List<Labelled> candidates) {
    var suggestions = new ArrayList<Suggestion>();
    for (Labelled candidate : candidates) {
      List<Requirement> failing = requirements.stream().filter(each -> !each.matches(candidate.labels())).toList();
      if (failing.size() == 1) {
        correct(failing.getFirst(), candidate).ifPresent(suggestions::add);
      }
    }
    suggestions.stream().min(Suggestion.ORDER).ifPresent(best -> {
      String wanted = best.requirement().key() + "=" + String.join(",", best.requirement().values());
      context.report(context.severityOfAbsence(), object, best.requirement().span(),
          "the selector selects nothing with `%s`; did you mean `%s=%s`?".formatted(wanted, best.key(), best.value()),
          List.of(new Related(best.candidate().object() + " has this label", best.candidate().span())));
    });
  }

  private static Optional<Suggestion> correct(Requirement requirement, Labelled candidate) {
    if (requirement.operator() != Operator.IN) {
      return Optional.empty();
    }
    String own = candidate.labels().get(requirement.key());
    if (own != null) {
      return requirement.values().stream().anyMatch(value -> EditDistance.isSlip(value, own))
          ? Optional.of(new Suggestion(requirement, requirement.key(), own, candidate))
          : Optional.empty();
    }
    return candidate.labels()
        .entrySet()
        .stream()
        .filter(label -> requirement.values().contains(label.getValue())
            && EditDistance.isSlip(requirement.key(), label.getKey()))
        .map(label -> new Suggestion(requirement, label.getKey(), label.getValue(), candidate))
        .min(Suggestion.ORDER);
  }
}
