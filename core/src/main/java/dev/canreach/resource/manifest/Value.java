package dev.canreach.resource.manifest;

import java.util.Objects;

/**
 * A text in a list or mapping.
 *
 * @param key its key in a mapping; empty in a list
 * @param text the text
 * @param place where it is
 */
public record Value(String key, String text, Place place) {
  public Value {
    Objects.requireNonNull(key);
    Objects.requireNonNull(text);
    Objects.requireNonNull(place);
  }
}
