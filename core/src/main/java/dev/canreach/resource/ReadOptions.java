package dev.canreach.resource;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How manifests are read.
 *
 * @param defaultNamespace where a namespaced object without a namespace lands (K8S/W-04)
 * @param strict whether what the server merely warns about (unknown fields, duplicate keys) is an error (K8S/W-16)
 * @param settings what the user says about things that the input does not state, by the keys of contract §4
 */
public record ReadOptions(String defaultNamespace, boolean strict, SortedMap<String, String> settings) {

  /** As a server with default settings reads: namespace {@code default}, not strict. */
  public static final ReadOptions DEFAULT = new ReadOptions("default", false);

  /** Copies the settings. */
  public ReadOptions {
    Objects.requireNonNull(defaultNamespace);
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** Options without settings. */
  public ReadOptions(String defaultNamespace, boolean strict) {
    this(defaultNamespace, strict, new TreeMap<>());
  }
}
