package dev.canreach.resource.calico;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;

/**
 * A staged policy: what it says is only recorded, never enforced (CALICO/1.13).
 *
 * @param apiVersion its group and version
 * @param kind its kind
 * @param meta its metadata
 * @param span where it begins
 */
public record StagedPolicy(String apiVersion, String kind, ObjectMeta meta, Span span) implements Described {}
