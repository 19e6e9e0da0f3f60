package dev.canreach.resource.istio;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pods that an object applies to: those that have all of these labels.
 *
 * @param written whether the object has a selector at all
 * @param readable whether all of it could be read: else it may mean any pods
 * @param labels the labels; none select every pod
 */
public record WorkloadSelector(boolean written, boolean readable, SortedMap<String, String> labels) {

  /** What selects every pod. */
  public static final WorkloadSelector ALL = new WorkloadSelector(false, true, new TreeMap<>());

  /** Copies the labels. */
  public WorkloadSelector {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Whether it names labels. */
  public boolean narrows() {
    return !labels.isEmpty();
  }

  /** Whether a pod of these labels is selected. */
  public boolean matches(Map<String, String> podLabels) {
    return podLabels.entrySet().containsAll(labels.entrySet());
  }
}
