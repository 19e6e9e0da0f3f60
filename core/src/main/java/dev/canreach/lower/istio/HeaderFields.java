package dev.canreach.lower.istio;

import dev.canreach.packet.TextField;
import java.util.Locale;

/** The field that a header's name stands for: names with a colon are parts of the request line (ISTIO/I-7.3, I-9). */
final class HeaderFields {
  private HeaderFields() {}

  static TextField of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case ":method" -> TextField.METHOD;
      case ":authority", "host" -> TextField.AUTHORITY;
      case ":path" -> TextField.PATH;
      case ":scheme" -> TextField.SCHEME;
      default -> TextField.header(name);
    };
  }
}
