package dev.canreach.resource.gateway;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Listeners that are added to a Gateway (K8S/G-22).
 *
 * @param apiVersion the group and version as written
 * @param meta its metadata
 * @param created when it was created, where known
 * @param parent the Gateway
 * @param listeners the listeners
 * @param span where it begins
 */
public record ListenerSet(String apiVersion, ObjectMeta meta, Optional<Instant> created, ObjectRef parent,
    List<Listener> listeners, Span span) implements Described {
  public ListenerSet {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(created);
    Objects.requireNonNull(parent);
    listeners = List.copyOf(listeners);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return "ListenerSet";
  }
}
