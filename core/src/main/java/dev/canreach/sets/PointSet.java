package dev.canreach.sets;

import java.util.Arrays;

/** A set of points, as bits of a fixed number of words. Mutable while it is built, and shared only afterwards. */
final class PointSet {
  private final long[] words;

  private PointSet(long[] words) {
    this.words = words;
  }

  /** The empty set over `size` points. */
  static PointSet none(int size) {
    return new PointSet(new long[(size + 63) >>> 6]);
  }

  /** All of `size` points. */
  static PointSet all(int size) {
    PointSet all = none(size);
    Arrays.fill(all.words, -1L);
    if ((size & 63) != 0) {
      all.words[all.words.length - 1] = -1L >>> (64 - (size & 63));
    }
    return all;
  }

  void add(int point) {
    words[point >>> 6] |= 1L << point;
  }

  void addAll(PointSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  void removeAll(PointSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= ~other.words[i];
    }
  }

  PointSet copy() {
    return new PointSet(words.clone());
  }

  /** Points of both sets. */
  PointSet and(PointSet other) {
    long[] common = new long[words.length];
    for (int i = 0; i < common.length; i++) {
      common[i] = words[i] & other.words[i];
    }
    return new PointSet(common);
  }

  boolean contains(int point) {
    return (words[point >>> 6] & (1L << point)) != 0;
  }

  boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  boolean intersects(PointSet other) {
    for (int i = 0; i < words.length; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The least member that is not below `from`, or -1. */
  int next(int from) {
    int index = from >>> 6;
    if (index >= words.length) {
      return -1;
    }
    long word = words[index] & (-1L << from);
    while (word == 0) {
      index++;
      if (index == words.length) {
        return -1;
      }
      word = words[index];
    }
    return (index << 6) + Long.numberOfTrailingZeros(word);
  }

  /** The bits of points `64 * index` to `64 * index + 63`. */
  long word(int index) {
    return words[index];
  }
}
