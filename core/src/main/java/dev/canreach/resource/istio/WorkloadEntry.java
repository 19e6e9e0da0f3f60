package dev.canreach.resource.istio;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A machine outside the cluster that is part of the mesh; service entries of its namespace may select it.
 *
 * @param object what every object has
 * @param address its address or name as written
 * @param labels its labels
 */
public record WorkloadEntry(IstioObject object, String address, SortedMap<String, String> labels) implements Aged {

  /** Copies the labels. */
  public WorkloadEntry {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
