package dev.canreach.resource;

/** An object that is called what its metadata says. */
public interface Described extends Resource {
  /** Its metadata. */
  ObjectMeta meta();

  @Override
  default String namespace() {
    return meta().namespace();
  }

  @Override
  default String name() {
    return meta().name();
  }
}
