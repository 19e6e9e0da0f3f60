package dev.canreach.resource.calico;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A policy of Calico: a NetworkPolicy of a namespace, or a GlobalNetworkPolicy (CALICO/1.2).
 *
 * @param apiVersion its group and version
 * @param kind NetworkPolicy or GlobalNetworkPolicy
 * @param meta its metadata
 * @param tier the tier that it belongs to
 * @param order its place in the tier; empty = last (CALICO/1.4)
 * @param selector whom it applies to
 * @param serviceAccountSelector over the labels of service accounts, where it restricts the subjects further
 * @param namespaceSelector over the labels of namespaces, where a GlobalNetworkPolicy restricts its subjects further
 * @param governsIngress whether it applies to ingress, by what is written or by default (CALICO/1.3)
 * @param governsEgress whether it applies to egress
 * @param ingress the rules for ingress, in order
 * @param egress the rules for egress, in order
 * @param hostUse where it applies to host endpoints
 * @param span where it begins
 */
public record CalicoPolicy(String apiVersion, String kind, ObjectMeta meta, String tier, OptionalDouble order,
    SelectorText selector, Optional<SelectorText> serviceAccountSelector, Optional<SelectorText> namespaceSelector,
    boolean governsIngress, boolean governsEgress, List<CalicoRule> ingress, List<CalicoRule> egress, HostUse hostUse,
    Span span) implements Described {

  /** Where a policy applies to host endpoints (CALICO/1.10). */
  public enum HostUse {
    /** To traffic of the host itself. */
    NORMAL,
    /** To traffic of the host itself, and to traffic that it forwards. */
    FORWARD,
    /** To all traffic that arrives, before addresses are translated; only to host endpoints. */
    PRE_DNAT,
    /** To all traffic, before connections are tracked; only to host endpoints. */
    UNTRACKED
  }

  /** The kind without namespace. */
  public static final String GLOBAL = "GlobalNetworkPolicy";
  /** The tier of policies that name none, and of NetworkPolicies of Kubernetes. */
  public static final String DEFAULT_TIER = "default";

  /** Copies the rules. */
  public CalicoPolicy {
    Objects.requireNonNull(meta);
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  /** Told apart from a NetworkPolicy of Kubernetes, which may have the same name. */
  @Override
  public String id() {
    return Resource.id(kind.equals(GLOBAL) ? kind : CalicoKind.CALICO_NETWORK_POLICY, namespace(), name());
  }
}
