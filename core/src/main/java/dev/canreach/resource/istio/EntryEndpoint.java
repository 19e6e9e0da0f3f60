package dev.canreach.resource.istio;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An endpoint of a service entry (ISTIO/I-11).
 *
 * @param address its address or name as written
 * @param ports its ports by the name of the entry's port
 * @param labels its labels
 */
public record EntryEndpoint(String address, SortedMap<String, Integer> ports, SortedMap<String, String> labels) {

  /** Copies the collections. */
  public EntryEndpoint {
    ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
