package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A policy of an administrator: {@code AdminNetworkPolicy}, {@code BaselineAdminNetworkPolicy} or
 * {@code ClusterNetworkPolicy} (K8S/P-01).
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind
 * @param meta its metadata
 * @param baseline whether it comes after NetworkPolicies, and not before them (K8S/P-07)
 * @param priority the lower, the earlier among those of its tier; 0 where its kind has none (K8S/P-04)
 * @param subject the pods that it governs (K8S/P-02)
 * @param ingress its rules for what comes in, in order
 * @param egress its rules for what goes out, in order
 * @param span where it begins
 */
public record AdminPolicy(String apiVersion, String kind, ObjectMeta meta, boolean baseline, int priority,
    AdminPeer subject, List<AdminRule> ingress, List<AdminRule> egress, Span span) implements Described {

  /** The kind of the first tier, v1alpha1. */
  public static final String ADMIN = "AdminNetworkPolicy";
  /** The kind of the last tier, v1alpha1. */
  public static final String BASELINE = "BaselineAdminNetworkPolicy";
  /** The kind of both tiers, v1alpha2. */
  public static final String CLUSTER = "ClusterNetworkPolicy";

  public AdminPolicy {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(subject);
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
    Objects.requireNonNull(span);
  }
}
