package dev.canreach.resource.linkerd;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What every object has.
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind
 * @param meta its metadata
 * @param created when it was created, where known
 * @param span where it is written
 */
public record LinkerdObject(String apiVersion, String kind, ObjectMeta meta, Optional<Instant> created, Span span) {

  /** Kinds that other groups have, too. */
  private static final Set<String> SHARED_KINDS = Set.of("AuthorizationPolicy", "HTTPRoute");

  /** How messages name the object: told apart from a policy of Istio or a route of the Gateway API of the same name. */
  String id() {
    return Resource.id(SHARED_KINDS.contains(kind) ? Resource.qualified(kind, Resource.group(apiVersion)) : kind,
        meta.namespace(), meta.name());
  }
}
