/** Resources: manifests as written, typed, nothing inferred. */
@NullMarked
package dev.canreach.resource;

import org.jspecify.annotations.NullMarked;
