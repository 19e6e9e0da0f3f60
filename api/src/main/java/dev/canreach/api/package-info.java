/** The REST service and the admission webhook. */
@NullMarked
package dev.canreach.api;

import org.jspecify.annotations.NullMarked;
