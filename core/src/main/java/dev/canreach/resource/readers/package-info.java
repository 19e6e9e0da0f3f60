/** All the readers, and the kinds that none of them reads. */
@NullMarked
package dev.canreach.resource.readers;

import org.jspecify.annotations.NullMarked;
