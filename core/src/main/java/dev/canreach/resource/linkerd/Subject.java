package dev.canreach.resource.linkerd;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Problems;

/**
 * An object that is being read.
 *
 * @param object what every object has
 * @param manifest the object as written
 * @param problems receives what is wrong with it
 */
record Subject(LinkerdObject object, Manifest manifest, Problems problems) {
  Fields spec() {
    return manifest.fields().object("spec");
  }

  String namespace() {
    return object.meta().namespace();
  }
}
