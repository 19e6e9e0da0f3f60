package dev.canreach.resource.gateway;

import dev.canreach.source.Span;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where a route attaches (K8S/G-07).
 *
 * @param parent the Gateway, ListenerSet or Service
 * @param sectionName the listener; empty for every one
 * @param port the port of the listener or Service; empty for every one
 * @param span where it stands
 */
public record ParentRef(ObjectRef parent, String sectionName, OptionalInt port, Span span) {
  public ParentRef {
    Objects.requireNonNull(parent);
    Objects.requireNonNull(sectionName);
    Objects.requireNonNull(port);
    Objects.requireNonNull(span);
  }
}
