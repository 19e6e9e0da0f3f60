/** The intermediate form: endpoints, planes of ordered decision lists, and routes. */
@NullMarked
package dev.canreach.model;

import org.jspecify.annotations.NullMarked;
