package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;

/**
 * An object that is being read.
 *
 * @param object what every object has
 * @param fields its fields
 * @param problems receives what is wrong with it
 */
record Subject(IstioObject object, Fields fields, Problems problems) {
  Fields spec() {
    return fields.object("spec");
  }
}
