package dev.canreach.resource.manifest;

import dev.canreach.source.SourceSet;

/** Makes objects of what several documents say together, once all documents of a run are read. */
public interface Assembly {
  /**
   * Adds the objects.
   *
   * @param sources the files, in the order in which they were given
   * @param reading what was read, in the same order
   */
  void assemble(SourceSet sources, Reading reading);
}
