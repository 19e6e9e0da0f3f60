package dev.canreach.resource.istio;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;

/**
 * What every object has.
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind
 * @param meta its metadata
 * @param created when it was created, or empty
 * @param span where it is written
 */
public record IstioObject(String apiVersion, String kind, ObjectMeta meta, String created, Span span) {
  /** How messages name the object: told apart from a Gateway of the Gateway API, which may have the same name. */
  String id() {
    return Resource.id(kind.equals("Gateway") ? Resource.qualified(kind, Resource.group(apiVersion)) : kind,
        meta.namespace(), meta.name());
  }
}
