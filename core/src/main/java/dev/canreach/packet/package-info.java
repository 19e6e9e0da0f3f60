/** Packets, their fields, and predicates over one packet and its two ends. */
@NullMarked
package dev.canreach.packet;

import org.jspecify.annotations.NullMarked;
