/** What Docker's own files and commands say: daemon.json, inspection output, and command lines in scripts. */
@NullMarked
package dev.canreach.resource.docker;

import org.jspecify.annotations.NullMarked;
