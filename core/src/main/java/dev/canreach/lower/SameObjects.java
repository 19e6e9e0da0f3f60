package dev.canreach.lower;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that equals one of the very same objects: in a mesh, thousands of addresses have the same thousands of things said of
 * them, and comparing what each of those says takes long.
 *
 * @param objects the objects
 */
public record SameObjects<T>(List<T> objects) {

  /** Copies the list. */
  public SameObjects {
    objects = List.copyOf(objects);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // that is the point
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof SameObjects<?> other) || other.objects.size() != objects.size()) {
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
    int hash = 1;
    for (T each : objects) {
      hash = 31 * hash + System.identityHashCode(each);
    }
    return hash;
  }
}
