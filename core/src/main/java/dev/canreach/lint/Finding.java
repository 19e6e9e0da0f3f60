package dev.canreach.lint;

import dev.canreach.packet.Packet;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a rule found. Findings are ordered worst first, then by place.
 *
 * @param rule the id of the rule
 * @param severity how bad it is; at most as bad as the rule's own severity
 * @param object the object that it concerns, e.g. {@code NetworkPolicy shop/db}
 * @param message one sentence in lower case without a period, with the user's text in backticks
 * @param span where it stands
 * @param related other places that belong to it
 * @param witness a packet that shows it, where one packet does
 * @param fingerprint 16 hexadecimal digits that stay the same while the finding does, wherever its text moves
 */
public record Finding(String rule, Severity severity, String object, String message, Span span, List<Related> related,
    Optional<Packet> witness, String fingerprint) implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
      .thenComparing(Finding::span)
      .thenComparing(Finding::rule)
      .thenComparing(Finding::message)
      .thenComparing(Finding::fingerprint);

  public Finding {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(object);
    Objects.requireNonNull(span);
    related = List.copyOf(related);
    Objects.requireNonNull(witness);
    Objects.requireNonNull(fingerprint);
    if (message.isBlank()) {
      throw new IllegalArgumentException("a finding needs a message");
    }
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
