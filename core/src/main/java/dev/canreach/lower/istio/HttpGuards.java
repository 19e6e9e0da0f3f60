package dev.canreach.lower.istio;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.HttpMatch;
import dev.canreach.resource.istio.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the HTTP fields of a rule's match mean (ISTIO/I-9). */
final class HttpGuards {
  private HttpGuards() {}

  /** The request has all of the fields that the match names. */
  static PacketExpr of(HttpMatch match) {
    List<PacketExpr> parts = new ArrayList<>();
    match.uri().ifPresent(uri -> parts.add(PacketExpr.matches(TextField.PATH, pattern(uri, match.ignoreUriCase()))));
    match.scheme().ifPresent(text -> parts.add(PacketExpr.matches(TextField.SCHEME, pattern(text, false))));
    match.method().ifPresent(text -> parts.add(PacketExpr.matches(TextField.METHOD, pattern(text, false))));
    match.authority().ifPresent(text -> parts.add(PacketExpr.matches(TextField.AUTHORITY, pattern(text, false))));
    match.headers().forEach((name, text) -> parts.add(PacketExpr.matches(HeaderFields.of(name), pattern(text, false))));
    match.withoutHeaders()
        .forEach(
            (name, text) -> parts.add(PacketExpr.not(PacketExpr.matches(HeaderFields.of(name), pattern(text, false)))));
    match.queryParams()
        .forEach((name, text) -> parts.add(PacketExpr.matches(TextField.query(name), pattern(text, false))));
    return PacketExpr.and(parts);
  }

  /** Whether the match names any field of the request. */
  static boolean isHttp(HttpMatch match) {
    return !of(match).equals(PacketExpr.TRUE);
  }

  private static TextPattern pattern(StringMatch match, boolean ignoreCase) {
    return switch (match.kind()) {
      case EXACT -> new TextPattern.Exact(match.text(), ignoreCase);
      case PREFIX -> new TextPattern.Prefix(match.text(), ignoreCase);
      case REGEX -> regex(match.text());
      case PRESENT -> TextPattern.present();
    };
  }

  /** An expression that cannot be read matches no text. */
  private static TextPattern regex(String text) {
    Optional<TextPattern> pattern = TextPattern.regex(text);
    return pattern.orElseGet(() -> TextPattern.regex("[^\\x00-\\x{10FFFF}]").orElseThrow());
  }
}
