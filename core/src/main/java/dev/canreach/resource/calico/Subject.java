package dev.canreach.resource.calico;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Span;

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

  String kind() {
    return manifest.kind();
  }

  String apiVersion() {
    return manifest.apiVersion();
  }

  Span span() {
    return manifest.span();
  }
}
