package dev.canreach.resource.gateway;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Who answers requests (K8S/G-13).
 *
 * @param backend the Service, or something else
 * @param port the port of the Service
 * @param weight its share; 0 = nothing
 * @param filters what happens to the requests that it gets
 * @param index its place, counted from 0
 * @param span where it stands
 */
public record BackendRef(ObjectRef backend, OptionalInt port, int weight, List<RouteFilter> filters, int index,
    Span span) {
  public BackendRef {
    Objects.requireNonNull(backend);
    Objects.requireNonNull(port);
    filters = List.copyOf(filters);
    Objects.requireNonNull(span);
  }
}
