package dev.canreach.lower.kubernetes;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds, among numbered things with labels, those that a selector selects (K8S/N-16). What the input does not say about a
 * label makes the answer for that thing a "maybe".
 */
public final class LabelIndex {
  private static final BitSet NONE = new BitSet();

  private final BitSet all = new BitSet();
  private final Map<String, Map<String, BitSet>> byValue = new HashMap<>();
  private final Map<String, BitSet> present = new HashMap<>();
  /** Things that have the label with a value that nobody knows. */
  private final Map<String, BitSet> openValue = new HashMap<>();
  /** Things of which only the written labels are known: any other label may exist. */
  private final BitSet openWorld = new BitSet();

  /**
   * What a selector selects.
   *
   * @param certain the things that it selects
   * @param maybe the things that it might select
   */
  record Selected(BitSet certain, BitSet maybe) {}

  /** Adds a thing. Labels in `open` are present with unknown values; with `openWorld`, other labels may exist too. */
  public void add(int thing, Map<String, String> labels, Iterable<String> open, boolean otherLabels) {
    all.set(thing);
    labels.forEach((key, value) -> {
      byValue.computeIfAbsent(key, k -> new HashMap<>()).computeIfAbsent(value, v -> new BitSet()).set(thing);
      present.computeIfAbsent(key, k -> new BitSet()).set(thing);
    });
    for (String key : open) {
      openValue.computeIfAbsent(key, k -> new BitSet()).set(thing);
      present.computeIfAbsent(key, k -> new BitSet()).set(thing);
    }
    if (otherLabels) {
      openWorld.set(thing);
    }
  }

  /** Everything that was added. */
  BitSet all() {
    return (BitSet) all.clone();
  }

  /** The things that a selector selects for sure. */
  public BitSet certain(List<Requirement> requirements) {
    return select(requirements).certain();
  }

  /** The things that a selector selects, or might select. */
  public BitSet possible(List<Requirement> requirements) {
    if (areDecided(requirements)) {
      return decided(requirements);
    }
    Selected selected = select(requirements);
    selected.certain().or(selected.maybe());
    return selected.certain();
  }

  Selected select(List<Requirement> requirements) {
    if (areDecided(requirements)) {
      return new Selected(decided(requirements), new BitSet());
    }
    BitSet certain = all();
    BitSet possible = all();
    for (Requirement requirement : requirements) {
      Selected one = select(requirement);
      certain.and(one.certain());
      BitSet either = (BitSet) one.certain().clone();
      either.or(one.maybe());
      possible.and(either);
    }
    possible.andNot(certain);
    return new Selected(certain, possible);
  }

  /** Whether the value of every label that a selector asks for is known. */
  private boolean areDecided(List<Requirement> requirements) {
    if (!openWorld.isEmpty()) {
      return false;
    }
    for (Requirement requirement : requirements) {
      if (openValue.containsKey(requirement.key())) {
        return false;
      }
    }
    return true;
  }

  /** What a selector selects when every label that it asks for is known. */
  private BitSet decided(List<Requirement> requirements) {
    BitSet selected = start(requirements);
    for (Requirement requirement : requirements) {
      switch (requirement.operator()) {
        case IN -> selected.and(withValue(requirement));
        case NOT_IN -> selected.andNot(withValue(requirement));
        case EXISTS -> selected.and(present.getOrDefault(requirement.key(), NONE));
        case DOES_NOT_EXIST -> selected.andNot(present.getOrDefault(requirement.key(), NONE));
        case INVALID -> selected.clear();
      }
    }
    return selected;
  }

  /** A copy of what the first requirement selects where that is short, since most selectors select few. */
  private BitSet start(List<Requirement> requirements) {
    boolean few = !requirements.isEmpty() && requirements.getFirst().operator() == LabelSelector.Operator.IN;
    return few ? (BitSet) withValue(requirements.getFirst()).clone() : all();
  }

  /** Whether the requirement's truth is not known for this thing. */
  boolean undecided(int thing, Requirement requirement) {
    return switch (requirement.operator()) {
      case IN, NOT_IN -> mayLack(requirement.key()).get(thing) || valueOpen(requirement.key()).get(thing);
      case EXISTS, DOES_NOT_EXIST -> mayLack(requirement.key()).get(thing);
      case INVALID -> false;
    };
  }

  private Selected select(Requirement requirement) {
    String key = requirement.key();
    BitSet maybe = mayLack(key);
    BitSet certain = new BitSet();
    switch (requirement.operator()) {
      case IN -> {
        maybe.or(valueOpen(key));
        certain.or(withValue(requirement));
      }
      case NOT_IN -> {
        maybe.or(valueOpen(key));
        certain.or(all);
        certain.andNot(withValue(requirement));
        certain.andNot(maybe);
      }
      case EXISTS -> certain.or(present.getOrDefault(key, new BitSet()));
      case DOES_NOT_EXIST -> {
        certain.or(all);
        certain.andNot(present.getOrDefault(key, new BitSet()));
        certain.andNot(maybe);
      }
      case INVALID -> maybe.clear();
    }
    return new Selected(certain, maybe);
  }

  /** The things that have the label with one of the values; not to be changed. */
  private BitSet withValue(Requirement requirement) {
    Map<String, BitSet> values = byValue.getOrDefault(requirement.key(), Map.of());
    if (requirement.values().size() == 1) {
      return values.getOrDefault(requirement.values().get(0), NONE);
    }
    BitSet members = new BitSet();
    requirement.values().forEach(value -> members.or(values.getOrDefault(value, NONE)));
    return members;
  }

  private BitSet valueOpen(String key) {
    return openValue.getOrDefault(key, new BitSet());
  }

  private BitSet mayLack(String key) {
    BitSet members = (BitSet) openWorld.clone();
    members.andNot(present.getOrDefault(key, new BitSet()));
    return members;
  }
}
