package dev.canreach.resource.gateway;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A route of any kind.
 *
 * @param apiVersion the group and version as written
 * @param routeKind its kind
 * @param meta its metadata
 * @param created when it was created, where known
 * @param parents where it attaches
 * @param hostnames its hostnames in lower case; empty for every one
 * @param rules its rules
 * @param span where it begins
 */
public record GatewayRoute(String apiVersion, RouteKind routeKind, ObjectMeta meta, Optional<Instant> created,
    List<ParentRef> parents, List<String> hostnames, List<RouteRule> rules, Span span) implements Described {
  public GatewayRoute {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(routeKind);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(created);
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return routeKind.kind();
  }
}
