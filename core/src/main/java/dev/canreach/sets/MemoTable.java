package dev.canreach.sets;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Remembers the result of an operation on two numbered operands. Open addressing; it only grows. */
final class MemoTable<T> {
  private static final long FREE = -1;

  private long[] keys = new long[1 << 8];
  private @Nullable Object[] values = new @Nullable Object[1 << 8];
  private int size;

  MemoTable() {
    Arrays.fill(keys, FREE);
  }

  /** The result for the operands, or null when it is not known yet. */
  @SuppressWarnings("unchecked")
  @Nullable
  T get(int left, int right) {
    return (T) values[slot(key(left, right))];
  }

  /** Remembers a result. */
  void put(int left, int right, T value) {
    long key = key(left, right);
    int slot = slot(key);
    if (keys[slot] == FREE) {
      keys[slot] = key;
      size++;
    }
    values[slot] = value;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  private static long key(int left, int right) {
    return ((long) left << 32) | right;
  }

  private int slot(long key) {
    long mixed = key * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (mixed >>> 40) & (keys.length - 1);
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable
    Object[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new @Nullable Object[oldKeys.length * 2];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = Objects.requireNonNull(oldValues[i]);
      }
    }
  }
}
