package dev.canreach.resource.gateway;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * Permission for references from other namespaces to this one (K8S/G-14).
 *
 * @param apiVersion the group and version as written
 * @param meta its metadata
 * @param from who may refer
 * @param to to what
 * @param span where it begins
 */
public record ReferenceGrant(String apiVersion, ObjectMeta meta, List<From> from, List<To> to, Span span)
    implements
      Resource {
  /**
   * Who may refer.
   *
   * @param group the API group of the referring object
   * @param kind its kind
   * @param namespace its namespace
   */
  public record From(String group, String kind, String namespace) {
    public From {
      Objects.requireNonNull(group);
      Objects.requireNonNull(kind);
      Objects.requireNonNull(namespace);
    }
  }

  /**
   * What may be referred to.
   *
   * @param group the API group of the object
   * @param kind its kind
   * @param name its name; empty for every one
   */
  public record To(String group, String kind, String name) {
    public To {
      Objects.requireNonNull(group);
      Objects.requireNonNull(kind);
      Objects.requireNonNull(name);
    }
  }

  public ReferenceGrant {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(meta);
    from = List.copyOf(from);
    to = List.copyOf(to);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return "ReferenceGrant";
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
