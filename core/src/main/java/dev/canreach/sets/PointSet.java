package dev.canreach.sets;

import java.util.Arrays;

/**
 * A set of points, as bits of a fixed number of words. Mutable while it is built, and shared only afterwards. It knows a
 * range of words outside which it is empty, because most sets of a large network are small and close together.
 */
final class PointSet {
  private final long[] words;
  private int first;
  private int end;

  private PointSet(long[] words, int first, int end) {
    this.words = words;
    this.first = first;
    this.end = end;
  }

  /** The empty set over `size` points. */
  static PointSet none(int size) {
    int length = (size + 63) >>> 6;
    return new PointSet(new long[length], length, 0);
  }

  /** All of `size` points. */
  static PointSet all(int size) {
    long[] words = new long[(size + 63) >>> 6];
    Arrays.fill(words, -1L);
    if ((size & 63) != 0) {
      words[words.length - 1] = -1L >>> (64 - (size & 63));
    }
    return new PointSet(words, 0, words.length);
  }

  void add(int point) {
    int index = point >>> 6;
    words[index] |= 1L << point;
    first = Math.min(first, index);
    end = Math.max(end, index + 1);
  }

  void addAll(PointSet other) {
    for (int i = other.first; i < other.end; i++) {
      words[i] |= other.words[i];
    }
    first = Math.min(first, other.first);
    end = Math.max(end, other.end);
  }

  void removeAll(PointSet other) {
    int limit = Math.min(end, other.end);
    for (int i = Math.max(first, other.first); i < limit; i++) {
      words[i] &= ~other.words[i];
    }
  }

  PointSet copy() {
    return new PointSet(words.clone(), first, end);
  }

  /** Points of both sets. */
  PointSet and(PointSet other) {
    long[] common = new long[words.length];
    int from = Math.max(first, other.first);
    int limit = Math.min(end, other.end);
    for (int i = from; i < limit; i++) {
      common[i] = words[i] & other.words[i];
    }
    return new PointSet(common, from, limit);
  }

  boolean contains(int point) {
    return (words[point >>> 6] & (1L << point)) != 0;
  }

  boolean isEmpty() {
    return next(0) < 0;
  }

  boolean intersects(PointSet other) {
    int limit = Math.min(end, other.end);
    for (int i = Math.max(first, other.first); i < limit; i++) {
      if ((words[i] & other.words[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The least member that is not below `from`, or -1. */
  int next(int from) {
    int index = Math.max(from >>> 6, first);
    if (index >= end) {
      return -1;
    }
    long word = index == from >>> 6 ? words[index] & (-1L << from) : words[index];
    while (word == 0) {
      index++;
      if (index >= end) {
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
