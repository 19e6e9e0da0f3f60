package dev.canreach.packet;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is taken as true of each assumption. An assumption that the valuation does not name has its default; an open one
 * is false.
 *
 * @param values the assumptions that were given a value
 */
public record Valuation(SortedMap<Assumption, Boolean> values) {
  /** Every assumption at its default, open ones false. */
  public static final Valuation DEFAULT = new Valuation(new TreeMap<>());

  /** Copies the values. */
  public Valuation {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Exactly the given assumptions are true; every other one of `all` is false. */
  public static Valuation of(Collection<Assumption> all, Collection<Assumption> holding) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>();
    all.forEach(assumption -> values.put(assumption, false));
    holding.forEach(assumption -> values.put(assumption, true));
    return new Valuation(values);
  }

  /** This valuation with some values replaced. */
  public Valuation with(Map<Assumption, Boolean> changes) {
    TreeMap<Assumption, Boolean> changed = new TreeMap<>(values);
    changed.putAll(changes);
    return new Valuation(changed);
  }

  /** Whether the assumption is taken as true. */
  public boolean holds(Assumption assumption) {
    Boolean value = values.get(assumption);
    return value != null ? value : assumption.byDefault().orElse(false);
  }
}
