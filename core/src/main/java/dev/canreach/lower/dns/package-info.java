/** What the configuration of a cluster's name servers makes of names. */
@NullMarked
package dev.canreach.lower.dns;

import org.jspecify.annotations.NullMarked;
