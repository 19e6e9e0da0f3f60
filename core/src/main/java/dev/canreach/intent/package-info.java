/** What people want to be true of their networks, whatever manifests come and go: read from a file, and checked. */
@NullMarked
package dev.canreach.intent;

import org.jspecify.annotations.NullMarked;
