package dev.canreach.model;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.RandomRequests;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random predicates over a few endpoints, addresses, ports, labels and assumptions. */
final class RandomGuards {
  static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP,
      Protocol.ICMPV6, new Protocol(0), new Protocol(47), new Protocol(255));
  static final int[] PORTS = {0, 1, 53, 79, 80, 81, 443, 32767, 32768, 65534, 65535};
  static final int[] TYPES = {0, 1, 8, 127, 128, 254, 255};
  static final List<String> LABEL_KEYS = List.of("app", "tier");
  static final List<String> LABEL_VALUES = List.of("", "db", "web");

  private static final List<String> BLOCKS = List.of("0.0.0.0/0", "10.0.0.0/29", "10.0.0.0/30", "10.0.0.4/30",
      "10.0.0.2/31", "10.0.0.1/32", "128.0.0.0/1", "255.255.255.255/32", "0.0.0.0/32", "::/0", "fd00::/125",
      "fd00::4/126", "fd00::2/127", "fd00::1/128", "8000::/1", "::/128");
  private static final List<String> OUTSIDE = List.of("0.0.0.0", "8.8.8.8", "10.0.0.8", "255.255.255.255", "::",
      "2001:db8::1", "fd00::8", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  private final Random random;
  private final RandomRequests requests;
  private int endpoints;

  RandomGuards(Random random) {
    this.random = random;
    this.requests = new RandomRequests(random);
  }

  void use(int count) {
    endpoints = count;
  }

  static List<Address> ownable() {
    List<Address> pool = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pool.add(Address.parse("10.0.0." + i).orElseThrow());
      pool.add(Address.parse("fd00::" + i).orElseThrow());
    }
    return pool;
  }

  static List<Address> addresses() {
    List<Address> pool = new ArrayList<>(ownable());
    OUTSIDE.forEach(text -> pool.add(Address.parse(text).orElseThrow()));
    return pool;
  }

  /** A predicate over both ends and the header. */
  PacketExpr any(int depth) {
    return combine(depth, Optional.empty());
  }

  /** A predicate over one end and assumptions. */
  PacketExpr about(Side side, int depth) {
    return random.nextInt(4) == 0 ? PacketExpr.TRUE : combine(depth, Optional.of(side));
  }

  private PacketExpr combine(int depth, Optional<Side> only) {
    int kind = depth == 0 ? 0 : random.nextInt(8);
    return switch (kind) {
      case 5 -> PacketExpr.not(combine(depth - 1, only));
      case 6, 7 -> {
        List<PacketExpr> operands = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
          operands.add(combine(depth - 1, only));
        }
        yield kind == 6 ? PacketExpr.and(operands) : PacketExpr.or(operands);
      }
      default -> only.map(side -> end(side, random.nextInt(8))).orElseGet(this::atom);
    };
  }

  private PacketExpr atom() {
    int kind = random.nextInt(16);
    return switch (kind) {
      case 8 -> PacketExpr.is(pick(PROTOCOLS));
      case 9 -> PacketExpr.and(PacketExpr.is(pick(PROTOCOLS)), range(Field.DESTINATION_PORT, PORTS));
      case 10 -> range(Field.DESTINATION_PORT, PORTS);
      case 11 -> range(pick(List.of(Field.ICMP_TYPE, Field.ICMP_CODE)), TYPES);
      case 12 -> random.nextBoolean() ? range(Field.SOURCE_PORT, PORTS) : PacketExpr.loopback();
      case 13 -> random.nextBoolean()
          ? PacketExpr.is(pick(List.of(IpFamily.values())))
          : PacketExpr.inRange(Field.PROTOCOL, random.nextInt(64), random.nextInt(256));
      case 14, 15 -> requests.condition();
      default -> end(pick(List.of(Side.values())), kind);
    };
  }

  private PacketExpr end(Side side, int kind) {
    return switch (kind) {
      case 0 -> PacketExpr.holds(pick(RandomNetworks.ASSUMPTIONS));
      case 1, 2 -> PacketExpr.inPrefix(side, Cidr.parse(pick(BLOCKS)).orElseThrow());
      case 3 -> PacketExpr.hasLabel(side, pick(LABEL_KEYS), random.nextInt(3) == 0
          ? Optional.empty()
          : Optional.of(pick(LABEL_VALUES)));
      case 4 -> PacketExpr.constant(random.nextInt(4) > 0);
      default -> {
        BitSet members = new BitSet();
        for (int i = 0; i < endpoints; i++) {
          members.set(i, random.nextInt(5) < 2);
        }
        yield PacketExpr.isEndpoint(side, EndpointSet.of(members));
      }
    };
  }

  private PacketExpr range(Field field, int[] bounds) {
    int a = bounds[random.nextInt(bounds.length)];
    int b = bounds[random.nextInt(bounds.length)];
    return PacketExpr.inRange(field, Math.min(a, b), Math.max(a, b));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
