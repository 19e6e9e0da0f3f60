package dev.canreach.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that equals one of the very same objects: in a mesh, thousands of addresses have the same thousands of things said of
 * them, and comparing what each of those says takes long.
 */
public final class SameObjects<T> {
  private final List<T> objects;
  private final int hash;

  /** Copies the list. */
  public SameObjects(List<T> objects) {
    this.objects = List.copyOf(objects);
    int sum = 1;
    for (T each : this.objects) {
      sum = 31 * sum + System.identityHashCode(each);
    }
    this.hash = sum;
  }

  /** The objects. */
  public List<T> objects() {
    return objects;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // that is the point
  public boolean equals(@Nullable Object object) {
    if (this == object) {
      return true;
    }
    if (!(object instanceof SameObjects<?> other) || other.hash != hash || other.objects.size() != objects.size()) {
      return false;
    }
    for (int i = 0; i < objects.size(); i++) {
      if (objects.get(i) != other.objects.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
