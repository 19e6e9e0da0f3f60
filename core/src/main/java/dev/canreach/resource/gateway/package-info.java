/** Gateway API: its manifests as written. */
@NullMarked
package dev.canreach.resource.gateway;

import org.jspecify.annotations.NullMarked;
