package dev.canreach.model;

import dev.canreach.source.Span;
import java.util.Comparator;

/**
 * Where a part of the network comes from.
 *
 * @param object the object as people write it, e.g. {@code NetworkPolicy shop/db-from-batch}; it identifies the object in
 *     the network
 * @param part the part of the object, e.g. {@code ingress rule 1}; empty for the object as a whole
 * @param field the path of the part, as the API's messages spell it, e.g. {@code spec.ingress[0]}; empty for the whole
 * @param span where it is written
 */
public record Origin(String object, String part, String field, Span span) implements Comparable<Origin> {

  private static final Comparator<Origin> ORDER = Comparator.comparing(Origin::object)
      .thenComparing(Origin::span)
      .thenComparing(Origin::part)
      .thenComparing(Origin::field);

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }

  /** The object, and the part where there is one: {@code NetworkPolicy shop/db, rule 1}. */
  public String describe() {
    return part.isEmpty() ? object : object + ", " + part;
  }
}
