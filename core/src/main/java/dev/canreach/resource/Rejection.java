package dev.canreach.resource;

import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A reason why the server would refuse an object.
 *
 * @param object the {@link Resource#id()} of the object
 * @param field the field as the API's causes spell it; empty when the object can't be decoded
 * @param type the class of the problem as the API spells it, such as {@code Required value}
 * @param message what is wrong, in one sentence
 * @param span where it stands
 * @param unquoted whether the value is the text that it should be, but for its quotes
 */
public record Rejection(String object, String field, String type, String message, Span span,
    boolean unquoted) {
  public Rejection {
    Objects.requireNonNull(object);
    Objects.requireNonNull(field);
    Objects.requireNonNull(type);
    Objects.requireNonNull(message);
    Objects.requireNonNull(span);
  }

  /** Whether one field is another one or a part of it, as the API's causes spell them; an empty one is the whole object. */
  public static boolean isWithin(String inner, String outer) {
    return outer.isEmpty() || inner.equals(outer) || inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
  }
}
