package dev.canreach.resource.manifest;

/** Reads the objects of one dialect. */
public interface ResourceReader {
  /** Whether the object belongs to this dialect, in any version. */
  boolean reads(Manifest manifest);

  /** Reads one object that belongs to this dialect, valid or not. Several threads may call it, each with a reading of its own. */
  void read(Manifest manifest, Reading reading);
}
