package dev.canreach.resource.manifest;

import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A field and where it is written.
 *
 * @param path the field
 * @param span where its value is written; for a field that isn't written, where the object that lacks it begins
 */
public record Place(FieldPath path, Span span) {
  public Place {
    Objects.requireNonNull(path);
    Objects.requireNonNull(span);
  }

  /** The field of this name below this one, written at the same place. */
  public Place child(String name) {
    return new Place(path.child(name), span);
  }
}
