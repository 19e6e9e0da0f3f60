package dev.canreach.resource.linkerd;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.Optional;

/**
 * What every object has.
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind
 * @param meta its metadata
 * @param created when it was created, where known
 * @param span where it is written
 */
public record LinkerdObject(String apiVersion, String kind, ObjectMeta meta, Optional<Instant> created, Span span) {}
