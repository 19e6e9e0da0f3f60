package dev.canreach.lint;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Some of the pods of the input, by namespace and object. */
public final class PodSet {
  private final List<PodGroup> all;
  private final BitSet numbers;

  /** Those of these pods whose place in the list is among the numbers. */
  PodSet(List<PodGroup> all, BitSet numbers) {
    this.all = all;
    this.numbers = numbers;
  }

  /** Whether it has none. */
  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** The pods, by namespace and object. */
  public Stream<PodGroup> stream() {
    return numbers.stream().mapToObj(all::get);
  }

  /** The pods, by namespace and object. */
  public List<PodGroup> list() {
    return stream().toList();
  }

  /** Whether some pod is in both sets. */
  public boolean intersects(PodSet other) {
    return numbers.intersects(other.numbers);
  }

  /** The pods of both sets. */
  public PodSet and(PodSet other) {
    BitSet both = (BitSet) numbers.clone();
    both.and(other.numbers);
    return new PodSet(all, both);
  }

  /** The pods of either set. */
  public PodSet or(PodSet other) {
    BitSet either = (BitSet) numbers.clone();
    either.or(other.numbers);
    return new PodSet(all, either);
  }
}
