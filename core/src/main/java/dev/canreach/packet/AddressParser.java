package dev.canreach.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Text of IP addresses: RFC 4291 in, RFC 5952 out. */
final class AddressParser {
  private AddressParser() {}

  static Optional<Address> parse(String text) {
    return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text).map(Address::ipv4);
  }

  private static Optional<Integer> ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    int bits = 0;
    for (String part : parts) {
      if (!isNumber(part, 10, 10) || Long.parseLong(part) > 255) {
        return Optional.empty();
      }
      bits = (bits << 8) | Integer.parseInt(part);
    }
    return Optional.of(bits);
  }

  private static Optional<Address> ipv6(String text) {
    int gap = text.indexOf("::");
    Optional<List<Integer>> head = groups(gap < 0 ? text : text.substring(0, gap));
    Optional<List<Integer>> tail = gap < 0 ? Optional.of(List.of()) : groups(text.substring(gap + 2));
    if (head.isEmpty() || tail.isEmpty()) {
      return Optional.empty();
    }
    int present = head.get().size() + tail.get().size();
    if (gap < 0 ? present != 8 : present > 7) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>(head.get());
    for (int i = present; i < 8; i++) {
      all.add(0);
    }
    all.addAll(tail.get());
    long high = join(all.subList(0, 4));
    long low = join(all.subList(4, 8));
    boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
    return Optional.of(mapped ? Address.ipv4((int) low) : new Address(IpFamily.IPV6, high, low));
  }

  private static long join(List<Integer> groups) {
    long bits = 0;
    for (int group : groups) {
      bits = (bits << 16) | group;
    }
    return bits;
  }

  private static Optional<List<Integer>> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (isNumber(parts[i], 16, 4)) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        Optional<Integer> quad = ipv4(parts[i]);
        if (quad.isEmpty()) {
          return Optional.empty();
        }
        groups.add(quad.get() >>> 16);
        groups.add(quad.get() & 0xFFFF);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(groups);
  }

  /** Whether the text has one to so many ASCII digits of the base and nothing else. */
  static boolean isNumber(String text, int base, int length) {
    if (text.isEmpty() || text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit > 'f' || Character.digit(digit, base) < 0) {
        return false;
      }
    }
    return true;
  }

  static String format(Address address) {
    return switch (address.family()) {
      case IPV4 -> quad((int) address.low());
      case IPV6 -> hexadecimal(address);
    };
  }

  private static String quad(int bits) {
    return (bits >>> 24) + "." + ((bits >>> 16) & 255) + "." + ((bits >>> 8) & 255) + "." + (bits & 255);
  }

  private static String hexadecimal(Address address) {
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) ((address.high() >>> (48 - 16 * i)) & 0xFFFF);
      groups[i + 4] = (int) ((address.low() >>> (48 - 16 * i)) & 0xFFFF);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
