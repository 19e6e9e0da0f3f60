package dev.canreach.resource;

import java.util.Objects;

/**
 * How manifests are read.
 *
 * @param defaultNamespace where a namespaced object without a namespace lands (K8S/W-04)
 * @param strict whether what the server merely warns about (unknown fields, duplicate keys) is an error (K8S/W-16)
 */
public record ReadOptions(String defaultNamespace, boolean strict) {
  /** As a server with default settings reads: namespace {@code default}, not strict. */
  public static final ReadOptions DEFAULT = new ReadOptions("default", false);

  public ReadOptions {
    Objects.requireNonNull(defaultNamespace);
  }
}
