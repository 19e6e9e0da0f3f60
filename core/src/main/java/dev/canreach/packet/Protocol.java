package dev.canreach.packet;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IP protocol number (IANA "Assigned Internet Protocol Numbers"), 0 to 255.
 *
 * @param number the number in the IPv4 protocol or IPv6 next-header field
 */
public record Protocol(int number) implements Comparable<Protocol> {
  /** Internet Control Message Protocol, RFC 792. */
  public static final Protocol ICMP = new Protocol(1);
  /** Transmission Control Protocol, RFC 9293. */
  public static final Protocol TCP = new Protocol(6);
  /** User Datagram Protocol, RFC 768. */
  public static final Protocol UDP = new Protocol(17);
  /** ICMP for IPv6, RFC 4443. */
  public static final Protocol ICMPV6 = new Protocol(58);
  /** Stream Control Transmission Protocol, RFC 9260. */
  public static final Protocol SCTP = new Protocol(132);

  /** Rejects a number outside 0 to 255. */
  public Protocol {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("protocol number out of range: " + number);
    }
  }

  /** Written out, as is {@link #hashCode}: what a record generates for itself takes long at the first use. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Protocol protocol && number == protocol.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  /** Whether packets of this protocol carry ports: TCP, UDP and SCTP only. */
  public boolean hasPorts() {
    return number == TCP.number || number == UDP.number || number == SCTP.number;
  }

  /** Whether packets of this protocol carry an ICMP type and code. */
  public boolean isIcmp() {
    return number == ICMP.number || number == ICMPV6.number;
  }

  /**
   * Reads a name (any case) or a number as text.
   *
   * @return the protocol, or empty when the text is neither a known name nor a number from 0 to 255
   */
  public static Optional<Protocol> parse(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "TCP" -> Optional.of(TCP);
      case "UDP" -> Optional.of(UDP);
      case "SCTP" -> Optional.of(SCTP);
      case "ICMP" -> Optional.of(ICMP);
      case "ICMPV6", "IPV6-ICMP" -> Optional.of(ICMPV6);
      default -> number(text);
    };
  }

  private static Optional<Protocol> number(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number > 255 ? Optional.empty() : Optional.of(new Protocol(number));
  }

  /** The usual name in capitals, or the number. */
  @Override
  public String toString() {
    return switch (number) {
      case 1 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 58 -> "ICMPv6";
      case 132 -> "SCTP";
      default -> Integer.toString(number);
    };
  }

  @Override
  public int compareTo(Protocol other) {
    return Integer.compare(number, other.number);
  }
}
