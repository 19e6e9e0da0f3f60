package dev.canreach.resource.istio;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of the headers of a request.
 *
 * @param set headers that get a value
 * @param add headers that get one more value
 * @param remove headers that vanish
 */
public record HeaderChanges(SortedMap<String, String> set, SortedMap<String, String> add, List<String> remove) {

  /** Copies the collections. */
  public HeaderChanges {
    set = Collections.unmodifiableSortedMap(new TreeMap<>(set));
    add = Collections.unmodifiableSortedMap(new TreeMap<>(add));
    remove = List.copyOf(remove);
  }
}
