package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Outlook;
import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.Role;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** NP203: no policy of any engine isolates the workload, so whatever no rule forbids is open (K8S/N-03). */
public final class NotIsolated implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP203", "pod-not-isolated", Severity.WARNING)
      .summary("no policy isolates the workload for a direction")
      .rationale("""
          A pod that no policy selects accepts every connection from every pod and every address, and may open every
          connection itself. Each direction counts for itself, and policies of every engine count. A workload that is
          isolated for ingress but not for egress is a frequent choice and only noted.""")
      .remedy("add a policy that selects the workload and lists the direction in `policyTypes`")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: default-deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
          """)
      .reads(Network.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  /** Workloads of one namespace that are open in the same directions are one finding. */
  private record Group(String namespace, List<String> open) implements Comparable<Group> {
    private static final Comparator<Group> ORDER = Comparator.comparing(Group::namespace)
        .thenComparing(group -> String.join(",", group.open()));

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public void check(RuleContext context) {
    Map<Group, TreeMap<String, Origin>> groups = new TreeMap<>();
    Outlook outlook = context.outlook();
    for (Endpoint endpoint : context.network().endpoints()) {
      // containers outside clusters have no namespace, and no policy could select them
      if (endpoint.role() != Role.WORKLOAD || endpoint.hostNetwork() || endpoint.namespace().isEmpty()
          || !context.mayDiffer(endpoint.namespace())) {
        continue;
      }
      List<String> open = new ArrayList<>();
      for (Plane plane : outlook.planes()) {
        if (!outlook.mayBeIsolated(plane, endpoint)) {
          open.add(plane.name());
        }
      }
      if (!open.isEmpty()) {
        open.sort(Comparator.reverseOrder());
        groups.computeIfAbsent(new Group(endpoint.namespace(), open), key -> new TreeMap<>())
            .put(endpoint.origin().object(), endpoint.origin());
      }
    }
    groups.forEach((group, members) -> report(context, group, List.copyOf(members.values())));
  }

  /** By name, so that the finding is the same wherever its workloads stand. */
  private static void report(RuleContext context, Group group, List<Origin> members) {
    Origin first = members.getFirst();
    List<Related> others = new ArrayList<>();
    members.stream().skip(1).forEach(member -> others.add(new Related(member.object(), member.span())));
    Severity severity = group.open().equals(List.of("egress")) ? Severity.NOTE : Severity.WARNING;
    context.report(severity, first.object(), first.span(),
        "no policy isolates %s for %s".formatted(Quoted.and(first.object(), others.size(), "workload"),
            String.join(" or ", group.open())),
        others);
  }
}
