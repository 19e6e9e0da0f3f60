package dev.canreach.resource.manifest;

import dev.canreach.source.Scalar;
import java.util.Objects;

/**
 * A scalar in a list.
 *
 * @param scalar what it reads as
 * @param place where it is
 */
public record ScalarItem(Scalar scalar, Place place) {
  public ScalarItem {
    Objects.requireNonNull(scalar);
    Objects.requireNonNull(place);
  }
}
