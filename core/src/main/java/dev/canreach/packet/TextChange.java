package dev.canreach.packet;

import java.util.List;

/** What a proxy does to a request that it forwards. What a request does not have stays absent. */
public sealed interface TextChange {

  /**
   * Gives a field other values. A field of HTTP is left alone where no HTTP can be read.
   *
   * @param field the field
   * @param values the values; empty = the field is removed
   */
  record Set(TextField field, List<String> values) implements TextChange {

    /** Copies the values. */
    public Set {
      values = List.copyOf(values);
    }
  }

  /**
   * Puts a text in the place of the first letters of the path; the query stays.
   *
   * @param length how many letters
   * @param replacement the text
   * @param rooted whether a path that is empty afterwards becomes {@code /}
   */
  record ReplacePathPrefix(int length, String replacement, boolean rooted) implements TextChange {}

  /** Ends the client's TLS: what it protected can be read from here on. */
  record EndTls() implements TextChange {}

  /** Gives a field one value. */
  static TextChange set(TextField field, String value) {
    return new Set(field, List.of(value));
  }

  /** Removes a field. */
  static TextChange remove(TextField field) {
    return new Set(field, List.of());
  }
}
