package dev.canreach.resource.gateway;

import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A reference to another object.
 *
 * @param group its API group; empty for the core group
 * @param kind its kind
 * @param namespace its namespace, the referring object's own where none is written
 * @param name its name
 * @param span where the reference stands
 */
public record ObjectRef(String group, String kind, String namespace, String name, Span span) {
  public ObjectRef {
    Objects.requireNonNull(group);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    Objects.requireNonNull(span);
  }

  /** Whether it refers to this kind. */
  public boolean isA(String wantedGroup, String wantedKind) {
    return group.equals(wantedGroup) && kind.equals(wantedKind);
  }

  /** Whether it refers to a Service. */
  public boolean isService() {
    return isA("", "Service");
  }
}
