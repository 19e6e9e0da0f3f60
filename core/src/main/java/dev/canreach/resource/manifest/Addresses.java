package dev.canreach.resource.manifest;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.source.Quote;
import java.util.List;
import java.util.Optional;

/** Addresses and address blocks as the API takes them (K8S/N-13, K8S/KX-3). */
public final class Addresses {
  private static final List<Special> SPECIAL = List.of(Special.of("the unspecified address", "0.0.0.0/32", "::/128"),
      Special.of("a loopback address", "127.0.0.0/8", "::1/128"),
      Special.of("a link-local address", "169.254.0.0/16", "fe80::/10"),
      Special.of("a link-local multicast address", "224.0.0.0/24", "ff02::/16"));

  private Addresses() {}

  /** Reads a block; a bare address is none. */
  public static Optional<Cidr> parseCidr(String text) {
    return text.indexOf('/') < 0 ? Optional.empty() : Cidr.parse(text);
  }

  /** Checks an address and returns it when it is fine. */
  public static Optional<Address> checkAddress(Place place, String text, Problems problems) {
    Optional<Address> address = Address.parse(text);
    if (address.isEmpty()) {
      problems.invalid(place, text, "is no IP address: write one such as `10.9.8.7` or `2001:db8::1`");
      return Optional.empty();
    }
    if (isMapped(text, address.get().family())) {
      problems.invalid(place, text, "is an IPv4 address in IPv6 form: write `" + address.get() + "`");
      return Optional.empty();
    }
    if (hasLeadingZeros(text)) {
      problems.invalid(place, text, "has leading zeros: write `" + address.get() + "`");
      return Optional.empty();
    }
    return address;
  }

  /** Checks a block and returns it when it is fine. */
  public static Optional<Cidr> checkCidr(Place place, String text, Problems problems) {
    Optional<Cidr> block = parseCidr(text);
    if (block.isEmpty()) {
      problems.invalid(place, text, "is no address block: write one such as `10.9.8.0/24` or `2001:db8::/64`");
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    String length = text.substring(slash + 1);
    if (isMapped(text, block.get().family())) {
      problems.invalid(place, text, "is an IPv4 block in IPv6 form: write `" + block.get() + "`");
    } else if (hasLeadingZeros(text.substring(0, slash)) || (length.length() > 1 && length.startsWith("0"))) {
      problems.invalid(place, text, "has leading zeros: write `" + block.get() + "`");
    } else if (!Address.parse(text.substring(0, slash)).equals(Optional.of(block.get().base()))) {
      problems.invalid(place, text, "has bits beyond its prefix length: write `" + block.get() + "`");
    } else {
      return block;
    }
    return Optional.empty();
  }

  /** Warns when an IPv6 address isn't written in its usual form (RFC 5952). */
  public static void warnUnusual(Place place, String text, Problems problems) {
    Address.parse(text)
        .filter(address -> address.family() == IpFamily.IPV6 && !address.toString().equals(text))
        .ifPresent(address -> problems.warning(place,
            Quote.text(text) + " is not the usual form of this address: write `" + address + "`"));
  }

  /** Warns when an IPv6 block isn't written in its usual form (RFC 5952). */
  public static void warnUnusualCidr(Place place, String text, Problems problems) {
    parseCidr(text).filter(block -> block.family() == IpFamily.IPV6 && !block.toString().equals(text))
        .ifPresent(block -> problems.warning(place,
            Quote.text(text) + " is not the usual form of this block: write `" + block + "`"));
  }

  /** Checks that an address can be reached from elsewhere. */
  public static void checkNotSpecial(Place place, Address address, Problems problems) {
    for (Special special : SPECIAL) {
      if (special.contains(address)) {
        problems.invalid(place, address.toString(), "is " + special.text + ": use an address of a machine");
      }
    }
  }

  /** Addresses that only mean something on a machine or a link. */
  private record Special(String text, Cidr ipv4, Cidr ipv6) {
    static Special of(String text, String ipv4, String ipv6) {
      return new Special(text, Cidr.parse(ipv4).orElseThrow(), Cidr.parse(ipv6).orElseThrow());
    }

    boolean contains(Address address) {
      return ipv4.contains(address) || ipv6.contains(address);
    }
  }

  private static boolean isMapped(String text, IpFamily family) {
    return family == IpFamily.IPV4 && text.indexOf(':') >= 0;
  }

  private static boolean hasLeadingZeros(String text) {
    int quad = text.lastIndexOf(':') + 1;
    if (text.indexOf('.') < 0) {
      return false;
    }
    for (int i = quad; i < text.length() - 1; i++) {
      boolean first = i == quad || text.charAt(i - 1) == '.';
      if (first && text.charAt(i) == '0' && text.charAt(i + 1) != '.') {
        return true;
      }
    }
    return false;
  }
}
