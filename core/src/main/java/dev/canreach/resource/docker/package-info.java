/** What Docker's own files and commands print: daemon.json and inspection output. */
@NullMarked
package dev.canreach.resource.docker;

import org.jspecify.annotations.NullMarked;
