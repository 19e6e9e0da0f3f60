/** Manifests that clients posted, by their content. */
@NullMarked
package dev.canreach.api.snapshots;

import org.jspecify.annotations.NullMarked;
