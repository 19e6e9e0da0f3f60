package dev.canreach.resource.gateway;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.Optional;

/**
 * An object that is being read.
 *
 * @param manifest the object as written
 * @param fields its fields
 * @param meta its metadata
 * @param problems receives what is wrong with it
 */
record Subject(Manifest manifest, Fields fields, ObjectMeta meta, Problems problems) {
  Fields spec() {
    return fields.object("spec");
  }

  String apiVersion() {
    return manifest.apiVersion();
  }

  Span span() {
    return manifest.span();
  }

  /** When the object was created; files that were never applied do not say. */
  Optional<Instant> created() {
    return Metadata.created(fields);
  }
}
