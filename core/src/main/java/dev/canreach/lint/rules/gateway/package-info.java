/** Rules about the Gateway API. */
@NullMarked
package dev.canreach.lint.rules.gateway;

import org.jspecify.annotations.NullMarked;
