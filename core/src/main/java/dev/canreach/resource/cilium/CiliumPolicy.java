package dev.canreach.resource.cilium;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A {@code CiliumNetworkPolicy}, or a {@code CiliumClusterwideNetworkPolicy}, which has no namespace (CILIUM/2.1).
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind
 * @param meta its metadata
 * @param rules the rule of {@code spec} and those of {@code specs}, each independent of the others
 * @param span where it begins
 */
public record CiliumPolicy(String apiVersion, String kind, ObjectMeta meta, List<CiliumRule> rules, Span span)
    implements
      Resource {

  /** The kind of a namespace. */
  public static final String NAMESPACED = "CiliumNetworkPolicy";
  /** The kind of the whole cluster. */
  public static final String CLUSTERWIDE = "CiliumClusterwideNetworkPolicy";

  public CiliumPolicy {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(meta);
    rules = List.copyOf(rules);
    Objects.requireNonNull(span);
  }

  @Override
  public String namespace() {
    return meta.namespace();
  }

  @Override
  public String name() {
    return meta.name();
  }
}
