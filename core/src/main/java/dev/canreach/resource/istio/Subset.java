package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A named part of the pods of a host (ISTIO/I-6.5).
 *
 * @param name its name
 * @param labels the labels of its pods
 * @param policy what holds for it
 * @param span where it is written
 */
public record Subset(String name, SortedMap<String, String> labels, Optional<TrafficPolicy> policy, Span span) {

  /** Copies the collections. */
  public Subset {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
