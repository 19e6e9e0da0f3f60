package dev.canreach.resource.platform;

import java.util.Locale;
import java.util.Optional;

/**
 * What a server block answers for.
 *
 * @param text as written
 * @param transport {@code dns}, {@code tls}, {@code grpc} or {@code https}
 * @param zone the zone in lower case without a dot at its end; empty for every name
 * @param port the port
 */
public record ServerKey(String text, String transport, String zone, int port) {

  private static final int MAX_PORT = 65535;

  /** Reads a key such as {@code example.org:53} or {@code dns://.}; empty when it is none. */
  static Optional<ServerKey> parse(String text) {
    int scheme = text.indexOf("://");
    String transport = scheme < 0 ? "dns" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
    String rest = scheme < 0 ? text : text.substring(scheme + "://".length());
    int port = switch (transport) {
      case "dns" -> 53;
      case "tls", "quic" -> 853;
      case "grpc", "https", "https3" -> 443;
      default -> 0;
    };
    int colon = rest.lastIndexOf(':');
    boolean numbered = colon >= 0 && rest.indexOf(':') == colon;
    if (numbered) {
      String number = rest.substring(colon + 1);
      port = number.matches("[0-9]{1,5}") && Integer.parseInt(number) <= MAX_PORT ? Integer.parseInt(number) : 0;
      rest = rest.substring(0, colon);
    }
    boolean valid = port > 0 && (!rest.isEmpty() || numbered) && rest.indexOf(' ') < 0;
    return valid ? Optional.of(new ServerKey(text, transport, zone(rest), port)) : Optional.empty();
  }

  /** A zone in the form in which zones are compared. */
  public static String zone(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  static boolean readsEnvironment(String word) {
    return word.contains("{$") || (word.contains("{%") && word.contains("%}"));
  }
}
