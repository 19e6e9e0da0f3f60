package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Described;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A network policy ({@code networking.k8s.io/v1 NetworkPolicy}, K8S/N-01 to N-26).
 *
 * @param meta its metadata
 * @param podSelector the pods of its namespace that it governs
 * @param policyTypes the directions as written
 * @param isolatesIngress whether it governs traffic to the pods (K8S/N-02)
 * @param isolatesEgress whether it governs traffic from the pods (K8S/N-02)
 * @param ingress the ingress rules, also when it doesn't govern ingress
 * @param egress the egress rules, also when it doesn't govern egress
 * @param span where it begins
 */
public record NetworkPolicy(ObjectMeta meta, LabelSelector podSelector, List<PolicyType> policyTypes,
    boolean isolatesIngress, boolean isolatesEgress, List<PolicyRuleSpec> ingress, List<PolicyRuleSpec> egress,
    Span span) implements Described {
  public NetworkPolicy {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(podSelector);
    policyTypes = List.copyOf(policyTypes);
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "NetworkPolicy";
  }

  @Override
  public NetworkPolicy meaning() {
    return new NetworkPolicy(meta.meaning(), podSelector.withoutPlaces(), policyTypes, isolatesIngress,
        isolatesEgress, ingress.stream().map(PolicyRuleSpec::withoutPlaces).toList(),
        egress.stream().map(PolicyRuleSpec::withoutPlaces).toList(), Span.NOWHERE);
  }
}
