package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import java.util.Optional;

/** The rules for addresses and blocks (CALICO/1.16). Each returns the rest of the sentence that a bad text begins. */
final class NetRules {
  private static final String WHAT = "is no address block: write one such as `10.9.8.0/24` or `2001:db8::/64`";

  private NetRules() {}

  /** A block or an address, as network sets take it: bits beyond the prefix are masked, an empty text is nothing. */
  static Optional<String> block(String text) {
    return text.isEmpty() || parse(text).isPresent() ? Optional.empty() : Optional.of(WHAT);
  }

  /** A block as rules take it: no bare address, no bits beyond the prefix. */
  static Optional<String> strictBlock(String text) {
    Optional<Cidr> block = parse(text);
    if (block.isEmpty()) {
      return Optional.of(WHAT);
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.of("is an address, and rules take blocks: write `" + block.get() + "`");
    }
    boolean masked = Cidr.parse(text.substring(0, slash)).map(Cidr::base).equals(Optional.of(block.get().base()));
    return masked
        ? Optional.empty()
        : Optional.of("has bits beyond its prefix length: write `" + block.get() + "`");
  }

  /** Leading zeros, which some read as octal, are refused. */
  private static Optional<Cidr> parse(String text) {
    return text.matches("(.*\\.)?0[0-9].*\\..*") && text.indexOf(':') < 0 ? Optional.empty() : Cidr.parse(text);
  }
}
