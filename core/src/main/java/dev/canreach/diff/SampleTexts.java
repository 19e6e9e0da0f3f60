package dev.canreach.diff;

import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.List;
import java.util.stream.Stream;

/** Texts that stand for those that patterns tell apart. */
final class SampleTexts {
  private static final String OTHER = "x";
  private static final String PROXY = ",192.0.2.1";

  private SampleTexts() {}

  /** Texts that fit a pattern; none where nobody thinks of one. */
  static List<String> of(TextPattern pattern) {
    return guesses(pattern).stream().distinct().filter(pattern::matches).toList();
  }

  private static List<String> guesses(TextPattern pattern) {
    return switch (pattern) {
      case TextPattern.Present present -> List.of(OTHER);
      case TextPattern.Exact exact -> List.of(exact.text());
      case TextPattern.Prefix prefix -> List.of(prefix.text(), prefix.text() + OTHER);
      case TextPattern.Suffix suffix -> List.of(OTHER + suffix.text(), suffix.text());
      case TextPattern.Contains part -> List.of(part.text(), OTHER + part.text() + OTHER);
      case TextPattern.AddressIn in -> List.of(in.block().base() + PROXY.repeat(in.fromLast()));
      case TextPattern.Word word -> guesses(word.pattern());
      case TextPattern.InForm path -> guesses(path.pattern());
      case TextPattern.Regex regex -> RegexSamples.of(regex.text());
    };
  }

  /** What a field says in requests of which nobody says more; none where they lack it. */
  static List<String> usual(TextField field) {
    return switch (field.kind()) {
      case METHOD -> List.of("GET", "POST");
      case PATH -> List.of("/", "/" + OTHER);
      case TLS, SNI, CLIENT_CERTIFICATE, PRINCIPAL, SCHEME, AUTHORITY, HOST, QUERY_STRING, QUERY, HEADER, CLAIM,
          HTTP_VERSION -> List.of();
    };
  }

  /** Texts to try for a field where some pattern has to be met and others not. */
  static Stream<String> candidates(TextField field, List<TextPattern> patterns) {
    return Stream.of(usual(field).stream(), patterns.stream().flatMap(pattern -> of(pattern).stream()),
        Stream.of(OTHER)).flatMap(texts -> texts);
  }
}
