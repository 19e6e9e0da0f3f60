package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Protocol;
import dev.canreach.source.Span;
import java.util.Objects;

/** A destination port, or several, that a NetworkPolicy rule allows (K8S/N-14, K8S/N-15). */
public sealed interface PolicyPort {
  /** Where it stands. */
  Span span();

  /** The same, wherever it stands. */
  default PolicyPort withoutPlaces() {
    return switch (this) {
      case Any any -> new Any(any.protocol(), Span.NOWHERE);
      case Range range -> new Range(range.protocol(), range.first(), range.last(), Span.NOWHERE);
      case Named named -> new Named(named.protocol(), named.name(), Span.NOWHERE);
      case Invalid invalid -> new Invalid(Span.NOWHERE);
    };
  }

  /** Every port of a protocol. */
  record Any(Protocol protocol, Span span) implements PolicyPort {
    public Any {
      Objects.requireNonNull(protocol);
      Objects.requireNonNull(span);
    }
  }

  /** The ports from {@code first} to {@code last}, both included; one port when they are equal. */
  record Range(Protocol protocol, int first, int last, Span span) implements PolicyPort {
    public Range {
      Objects.requireNonNull(protocol);
      Objects.requireNonNull(span);
    }
  }

  /** The port of the destination pod that has this name and protocol. */
  record Named(Protocol protocol, String name, Span span) implements PolicyPort {
    public Named {
      Objects.requireNonNull(protocol);
      Objects.requireNonNull(name);
      Objects.requireNonNull(span);
    }
  }

  /** A port that the server refuses, or cannot read: it may have been meant to match or not. */
  record Invalid(Span span) implements PolicyPort {
    public Invalid {
      Objects.requireNonNull(span);
    }
  }
}
