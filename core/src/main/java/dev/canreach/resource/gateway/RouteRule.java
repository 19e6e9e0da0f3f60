package dev.canreach.resource.gateway;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A rule of a route.
 *
 * @param matches which requests it takes: those of any match; never empty
 * @param filters what happens to them
 * @param backends who answers them
 * @param index its place, counted from 0
 * @param span where it stands
 */
public record RouteRule(List<RouteMatch> matches, List<RouteFilter> filters, List<BackendRef> backends, int index,
    Span span) {
  public RouteRule {
    matches = List.copyOf(matches);
    filters = List.copyOf(filters);
    backends = List.copyOf(backends);
    Objects.requireNonNull(span);
  }
}
