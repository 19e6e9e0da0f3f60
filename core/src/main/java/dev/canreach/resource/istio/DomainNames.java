package dev.canreach.resource.istio;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Addresses;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules for names of hosts, as Istio checks them (ISTIO/I-14). Each returns nothing when the text follows the rule, and else
 * the rest of the sentence that the text begins.
 */
final class DomainNames {
  private static final int LENGTH = 255;
  private static final int LABEL_LENGTH = 63;
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?");

  private DomainNames() {}

  /** A part of a name; capitals are taken (ISTIO/IX-9). */
  static Optional<String> label(String text) {
    return isLabel(text)
        ? Optional.empty()
        : Optional.of("is no DNS label: use letters, digits and `-`, a letter or digit at both ends");
  }

  static boolean isLabel(String text) {
    return text.length() <= LABEL_LENGTH && LABEL.matcher(text).matches();
  }

  /** A full name, which has no wildcard. */
  static Optional<String> full(String text) {
    return size(text).or(() -> labels(text));
  }

  /** A name whose first part may be a wildcard, or begin with one. */
  static Optional<String> wildcard(String text) {
    Optional<String> size = size(text);
    if (size.isPresent()) {
      return size;
    }
    int dot = text.indexOf('.');
    String first = dot < 0 ? text : text.substring(0, dot);
    boolean label = first.equals("*") || isLabel(first) || (first.startsWith("*-") && isLabel(first.substring(2)))
        || (first.startsWith("*") && isLabel(first.substring(1)));
    if (!label) {
      return Optional.of("is no DNS name: use letters, digits and `-`, and `*` only at its beginning");
    }
    return dot < 0 ? Optional.empty() : labels(text.substring(dot + 1));
  }

  /** The same, or an address. */
  static Optional<String> wildcardOrAddress(String text) {
    return Address.parse(text).isPresent() ? Optional.empty() : wildcard(text);
  }

  /** An address, or a block of them. */
  static Optional<String> block(String text) {
    return Address.parse(text).isPresent() || Addresses.parseCidr(text).isPresent()
        ? Optional.empty()
        : Optional.of("is no address and no block: use e.g. `10.0.0.1` or `10.0.0.0/8`");
  }

  /** An address, or the path of a socket. */
  static Optional<String> addressOrSocket(String text) {
    return Address.parse(text).isPresent() || text.startsWith("unix:///") || text.startsWith("unix://@")
        ? Optional.empty()
        : Optional.of("is no address: use e.g. `10.0.0.1`, or `unix:///PATH`");
  }

  private static Optional<String> size(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty: write a name");
    }
    return text.length() > LENGTH
        ? Optional.of("is too long: use " + LENGTH + " characters at most")
        : Optional.empty();
  }

  private static Optional<String> labels(String text) {
    String[] parts = text.split("\\.", -1);
    int count = parts.length > 1 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
    for (int i = 0; i < count; i++) {
      if (!isLabel(parts[i])) {
        return Optional.of("is no DNS name: use letters, digits and `-` between the dots, and no wildcard there");
      }
    }
    return parts[count - 1].chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of("is no DNS name: its last part may not be a number")
        : Optional.empty();
  }
}
