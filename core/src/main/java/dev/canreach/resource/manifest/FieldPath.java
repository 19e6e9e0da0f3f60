package dev.canreach.resource.manifest;

import java.util.Objects;
import java.util.Optional;

/** The path of a field in its object, as the API's causes spell it: {@code spec.ingress[0].ports[0].port}. */
public final class FieldPath {
  /** The object itself. */
  public static final FieldPath ROOT = new FieldPath(Optional.empty(), "");

  private final Optional<FieldPath> parent;
  private final String segment;

  private FieldPath(Optional<FieldPath> parent, String segment) {
    this.parent = parent;
    this.segment = segment;
  }

  /** The field of this name. */
  public FieldPath child(String name) {
    return new FieldPath(Optional.of(this), Objects.requireNonNull(name));
  }

  /** The item of a list at this place, counted from 0. */
  public FieldPath index(int index) {
    return new FieldPath(Optional.of(this), "[" + index + "]");
  }

  /** The value of a mapping under this key. */
  public FieldPath key(String key) {
    return new FieldPath(Optional.of(this), "[" + key + "]");
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    append(text);
    return text.toString();
  }

  private void append(StringBuilder text) {
    parent.ifPresent(path -> path.append(text));
    if (!text.isEmpty() && !segment.startsWith("[")) {
      text.append('.');
    }
    text.append(segment);
  }
}
