/** Benchmarks: how fast text is read, networks are judged, and whole processes answer. */
@NullMarked
package dev.canreach.bench;

import org.jspecify.annotations.NullMarked;
