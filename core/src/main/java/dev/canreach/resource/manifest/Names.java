package dev.canreach.resource.manifest;

import java.util.Locale;
import java.util.Optional;

/**
 * The rules for names, labels and port names. Each returns nothing when the text follows the rule, and else the rest of the sentence that the text
 * begins.
 */
public final class Names {
  private static final int LABEL_LENGTH = 63;
  private static final int SUBDOMAIN_LENGTH = 253;
  private static final int PORT_NAME_LENGTH = 15;
  private static final int CONFIG_KEY_LENGTH = 253;

  private Names() {}

  /** A DNS label (RFC 1123): a part of a host name. */
  public static Optional<String> dnsLabel(String text) {
    if (text.length() > LABEL_LENGTH) {
      return tooLong(LABEL_LENGTH);
    }
    return isDnsLabel(text)
        ? Optional.empty()
        : Optional.of("is no DNS label: use lower case letters, digits and `-`, a letter or digit at both ends");
  }

  /** A DNS subdomain (RFC 1123): labels with dots between them. */
  public static Optional<String> dnsSubdomain(String text) {
    return subdomain(text, false);
  }

  /** A DNS subdomain whose labels may have underscores. */
  public static Optional<String> dnsSubdomainWithUnderscores(String text) {
    return subdomain(text, true);
  }

  private static Optional<String> subdomain(String text, boolean underscores) {
    if (text.length() > SUBDOMAIN_LENGTH) {
      return tooLong(SUBDOMAIN_LENGTH);
    }
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '.') {
        String label = text.substring(start, i);
        if (!isDnsLabel(underscores ? label.replace('_', 'a') : label)) {
          return Optional.of(
              "is no DNS name: use lower case letters, digits, `-` and `.`, a letter or digit at both ends of each part");
        }
        start = i + 1;
      }
    }
    return Optional.empty();
  }

  /** A name from which others are made by appending to it, so it may end with a dash. */
  public static String withoutTrailingDash(String prefix) {
    return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
  }

  /** A label key: an optional DNS subdomain and a slash, then a name. */
  public static Optional<String> labelKey(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      String prefix = text.substring(0, slash);
      if (text.indexOf('/', slash + 1) >= 0) {
        return Optional.of("is no key: it may have one `/`, between a DNS name and a name");
      }
      if (prefix.isEmpty()) {
        return Optional.of("is no key: write a DNS name before the `/`");
      }
      Optional<String> problem = dnsSubdomain(prefix);
      if (problem.isPresent()) {
        return Optional.of("is no key: the part before `/` " + problem.get());
      }
    }
    String name = text.substring(slash + 1);
    if (name.isEmpty()) {
      return Optional.of("is no key: it needs a name");
    }
    if (name.length() > LABEL_LENGTH) {
      return Optional.of("is no key: its name may have " + LABEL_LENGTH + " characters");
    }
    return isWord(name)
        ? Optional.empty()
        : Optional.of("is no key: use letters, digits, `-`, `_` and `.`, a letter or digit at both ends of the name");
  }

  /** An annotation key: like a label key, in any case. */
  public static Optional<String> annotationKey(String text) {
    return labelKey(text.toLowerCase(Locale.ROOT));
  }

  /** A label value; it may be empty. */
  public static Optional<String> labelValue(String text) {
    if (text.length() > LABEL_LENGTH) {
      return tooLong(LABEL_LENGTH);
    }
    return text.isEmpty() || isWord(text)
        ? Optional.empty()
        : Optional.of("is no label value: use letters, digits, `-`, `_` and `.`, a letter or digit at both ends");
  }

  /** A port name (K8S/W-07). */
  public static Optional<String> portName(String text) {
    if (text.length() > PORT_NAME_LENGTH) {
      return tooLong(PORT_NAME_LENGTH);
    }
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letter |= isLower(c);
      if (!isLower(c) && !isDigit(c) && c != '-') {
        return Optional.of("is no port name: use lower case letters, digits and `-`");
      }
    }
    if (!letter) {
      return Optional.of("is no port name: it needs at least one letter; a number is written without quotes");
    }
    return text.startsWith("-") || text.endsWith("-") || text.contains("--")
        ? Optional.of("is no port name: `-` may stand only between letters and digits")
        : Optional.empty();
  }

  /** A name of an environment variable: printable ASCII but for the equals sign. */
  public static Optional<String> variableName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return Optional.of("is no variable name: use printable ASCII characters but for `=`");
      }
    }
    return Optional.empty();
  }

  /** A key of a ConfigMap or Secret. */
  public static Optional<String> configKey(String text) {
    if (text.length() > CONFIG_KEY_LENGTH) {
      return tooLong(CONFIG_KEY_LENGTH);
    }
    boolean characters = !text.isEmpty() && !text.equals(".") && !text.startsWith("..");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      characters &= isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
    }
    return characters
        ? Optional.empty()
        : Optional.of("is no key: use letters, digits, `-`, `_` and `.`, and don't begin with `..`");
  }

  /** A name of an HTTP header field. */
  public static Optional<String> headerName(String text) {
    boolean characters = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      characters &= isAlphanumeric(c) || c == '-';
    }
    return characters ? Optional.empty() : Optional.of("is no header name: use letters, digits and `-`");
  }

  private static Optional<String> tooLong(int length) {
    return Optional.of("is too long: use " + length + " characters at most");
  }

  private static boolean isDnsLabel(String text) {
    if (text.isEmpty() || text.startsWith("-") || text.endsWith("-")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLower(c) && !isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inner = i > 0 && i < text.length() - 1;
      if (!isAlphanumeric(c) && !(inner && (c == '-' || c == '_' || c == '.'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
