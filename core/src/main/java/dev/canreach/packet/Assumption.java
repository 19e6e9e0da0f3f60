package dev.canreach.packet;

import java.util.Comparator;
import java.util.Optional;

/**
 * A yes-or-no fact that the input does not state. A <em>defaulted</em> assumption has a value that decides until the
 * user says otherwise, and is printed when it matters; an <em>open</em> one has none, and a verdict that depends on it
 * is unknown (contract, "assume").
 *
 * @param key the key of `--assume` that settles it, or a stable name where no key does, e.g. {@code podCidrs}
 * @param statement what is true when the assumption holds, e.g. "the namespace `x` has label `team=a`"
 * @param remedy what to write to settle it, e.g. "--assume cni=calico"
 * @param byDefault the value of a defaulted assumption; empty for an open one
 */
public record Assumption(String key, String statement, String remedy, Optional<Boolean> byDefault)
    implements
      Comparable<Assumption> {

  private static final Comparator<Assumption> ORDER = Comparator.comparing(Assumption::key)
      .thenComparing(Assumption::statement)
      .thenComparing(Assumption::remedy)
      .thenComparing(a -> a.byDefault().map(Object::toString).orElse(""));

  /** An assumption without a default. */
  public static Assumption open(String key, String statement, String remedy) {
    return new Assumption(key, statement, remedy, Optional.empty());
  }

  /** An assumption that is taken as `value` until the user says otherwise. */
  public static Assumption defaulted(String key, String statement, String remedy, boolean value) {
    return new Assumption(key, statement, remedy, Optional.of(value));
  }

  /** Whether a verdict that depends on this assumption is unknown. */
  public boolean isOpen() {
    return byDefault.isEmpty();
  }

  @Override
  public int compareTo(Assumption other) {
    return ORDER.compare(this, other);
  }
}
