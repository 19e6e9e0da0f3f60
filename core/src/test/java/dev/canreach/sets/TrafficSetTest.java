package dev.canreach.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.End;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrafficSetTest {
  private static final List<Field> FIELDS = List.of(Field.PROTOCOL, Field.SOURCE_PORT, Field.DESTINATION_PORT,
      Field.ICMP_TYPE, Field.ICMP_CODE);
  private static final int[] VALUES = {0, 1, 2, 6, 7, 16, 17, 58, 80, 132, 255};
  /** Port numbers go on behind those of the other fields. */
  private static final int[] PORTS = IntStream.concat(IntStream.of(VALUES), IntStream.of(256)).toArray();
  private static final List<Packet> PACKETS = packets();

  private final TrafficSets sets = new TrafficSets();

  /** Every combination of a few values of every field, so that each set that the tests can build has its own members. */
  private static List<Packet> packets() {
    List<Packet> packets = new ArrayList<>();
    for (int number : VALUES) {
      Protocol protocol = new Protocol(number);
      int[] values = protocol.hasPorts() ? PORTS : protocol.isIcmp() ? VALUES : new int[]{0};
      for (int first : values) {
        for (int second : values) {
          packets.add(protocol.hasPorts()
              ? packet(protocol, second, first, 0, 0)
              : packet(protocol, 0, 0, first, second));
        }
      }
    }
    return packets;
  }

  private static Packet packet(Protocol protocol, int sourcePort, int destinationPort, int type, int code) {
    return new Packet(IpFamily.IPV4, protocol, End.of(0), End.of(1), sourcePort, destinationPort, type, code, false);
  }

  /** A set and what it should hold. */
  private record Sample(TrafficSet set, Predicate<Packet> naive) {}

  private Sample sample(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      Field field = FIELDS.get(random.nextInt(FIELDS.size()));
      int a = VALUES[random.nextInt(VALUES.length)];
      int b = VALUES[random.nextInt(VALUES.length)];
      int low = Math.min(a, b);
      int high = Math.max(a, b);
      return new Sample(sets.range(field, low, high),
          p -> field.existsIn(p.protocol()) && low <= p.field(field) && p.field(field) <= high);
    }
    Sample left = sample(random, depth - 1);
    Sample right = sample(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> new Sample(sets.union(left.set, right.set), left.naive.or(right.naive));
      case 1 -> new Sample(sets.intersect(left.set, right.set), left.naive.and(right.naive));
      case 2 -> new Sample(sets.minus(left.set, right.set), left.naive.and(right.naive.negate()));
      default -> new Sample(sets.complement(left.set), left.naive.negate());
    };
  }

  @Property(tries = 500)
  void holdsExactlyWhatItIsBuiltFrom(@ForAll long seed) {
    Sample sample = sample(new Random(seed), 4);
    for (Packet packet : PACKETS) {
      assertThat(sample.set.contains(packet)).as("%s holds %s", sample.set, packet)
          .isEqualTo(sample.naive.test(packet));
    }
  }

  @Property(tries = 500)
  void equalSetsAreTheSameObject(@ForAll long seed) {
    Random random = new Random(seed);
    TrafficSet a = sample(random, 3).set;
    TrafficSet b = sample(random, 3).set;
    TrafficSet c = sample(random, 3).set;
    assertThat(sets.union(a, b)).isSameAs(sets.union(b, a));
    assertThat(sets.union(a, sets.union(b, c))).isSameAs(sets.union(sets.union(a, b), c));
    assertThat(sets.intersect(a, sets.intersect(b, c))).isSameAs(sets.intersect(sets.intersect(a, b), c));
    assertThat(sets.intersect(a, sets.union(b, c))).isSameAs(sets.union(sets.intersect(a, b), sets.intersect(a, c)));
    assertThat(sets.complement(sets.union(a, b)))
        .isSameAs(sets.intersect(sets.complement(a), sets.complement(b)));
    assertThat(sets.complement(sets.complement(a))).isSameAs(a);
    assertThat(sets.minus(a, b)).isSameAs(sets.intersect(a, sets.complement(b)));
    assertThat(sets.union(a, sets.complement(a))).isSameAs(TrafficSet.ALL);
    assertThat(sets.intersect(a, sets.complement(a))).isSameAs(TrafficSet.EMPTY);
    boolean same = PACKETS.stream().allMatch(packet -> a.contains(packet) == b.contains(packet));
    assertThat(a == b).as("%s and %s", a, b).isEqualTo(same);
  }

  @Property(tries = 300)
  void theLeastMemberComesFirstInTheOrderOfWitnesses(@ForAll long seed) {
    TrafficSet set = sample(new Random(seed), 4).set;
    List<TrafficSet.Header> members = PACKETS.stream().filter(set::contains).map(TrafficSetTest::header).toList();
    assertThat(set.least().isEmpty()).isEqualTo(set.isEmpty());
    set.least().ifPresent(least -> {
      assertThat(set.contains(packet(least.protocol(), least.sourcePort(), least.destinationPort(), least.icmpType(),
          least.icmpCode()))).isTrue();
      assertThat(members).allSatisfy(member -> assertThat(rank(least)).isLessThanOrEqualTo(rank(member)));
    });
  }

  private static TrafficSet.Header header(Packet packet) {
    return new TrafficSet.Header(packet.protocol(), packet.sourcePort(), packet.destinationPort(), packet.icmpType(),
        packet.icmpCode());
  }

  /** The position in the order that the prover documents, as one number. */
  private static long rank(TrafficSet.Header header) {
    long protocol = switch (header.protocol().number()) {
      case 6 -> 0;
      case 17 -> 1;
      case 132 -> 2;
      case 1 -> 3;
      case 58 -> 4;
      default -> 5 + header.protocol().number();
    };
    return (protocol << 48) + ((long) header.destinationPort() << 32) + ((long) header.icmpType() << 24)
        + (header.icmpCode() << 16) + header.sourcePort();
  }

  @Property(tries = 300)
  void replacingTheDestinationPortLooksAtTheNewOne(@ForAll long seed) {
    Random random = new Random(seed);
    Sample sample = sample(random, 3);
    int port = VALUES[random.nextInt(VALUES.length)];
    TrafficSet before = sets.beforeDestinationPort(sample.set, port);
    for (Packet packet : PACKETS) {
      boolean expected = packet.protocol().hasPorts() && sample.naive.test(packet.withDestinationPort(port));
      assertThat(before.contains(packet)).isEqualTo(expected);
    }
  }

  @Test
  void boundsOfEveryFieldBelongToTheRange() {
    TrafficSet ports = sets.range(Field.DESTINATION_PORT, 65535, 65535);
    assertThat(ports.contains(packet(Protocol.TCP, 0, 65535, 0, 0))).isTrue();
    assertThat(ports.contains(packet(Protocol.TCP, 0, 65534, 0, 0))).isFalse();
    assertThat(ports.contains(packet(Protocol.ICMP, 0, 0, 0, 0))).isFalse();
    assertThat(sets.range(Field.PROTOCOL, 0, 255)).isSameAs(TrafficSet.ALL);
    assertThat(sets.range(Field.PROTOCOL, 5, 4)).isSameAs(TrafficSet.EMPTY);
    assertThat(sets.range(Field.ICMP_CODE, 0, 255))
        .isSameAs(sets.union(of(Protocol.ICMP), of(Protocol.ICMPV6)));
  }

  @Test
  void mapsPrintProtocolsPortsAndTypes() {
    TrafficSet tcp = of(Protocol.TCP);
    TrafficSet web = sets.union(sets.range(Field.DESTINATION_PORT, 80, 80),
        sets.range(Field.DESTINATION_PORT, 8000, 8010));
    TrafficSet ping = sets.intersect(of(Protocol.ICMP),
        sets.intersect(sets.range(Field.ICMP_TYPE, 8, 8), sets.range(Field.ICMP_CODE, 0, 0)));
    TrafficSet high = sets.intersect(of(Protocol.UDP),
        sets.intersect(sets.range(Field.DESTINATION_PORT, 53, 53), sets.range(Field.SOURCE_PORT, 1024, 65535)));
    assertThat(Traffic.of(TrafficSet.EMPTY)).isEmpty();
    assertThat(Traffic.of(TrafficSet.ALL)).containsExactly(new Traffic("all", "", "", "", ""));
    assertThat(Traffic.of(tcp)).containsExactly(new Traffic("TCP", "", "", "", ""));
    assertThat(Traffic.of(sets.intersect(tcp, web))).containsExactly(new Traffic("TCP", "80,8000-8010", "", "", ""));
    assertThat(Traffic.of(sets.union(high, ping))).containsExactly(new Traffic("UDP", "53", "1024-65535", "", ""),
        new Traffic("ICMP", "", "", "8", "0"));
    assertThat(sets.union(high, ping)).hasToString("[UDP 53 from ports 1024-65535, ICMP type 8 code 0]");
    assertThat(Traffic.of(sets.range(Field.PROTOCOL, 0, 7))).containsExactly(new Traffic("TCP", "", "", "", ""),
        new Traffic("ICMP", "", "", "", ""), new Traffic("0,2-5,7", "", "", "", ""));
  }

  private TrafficSet of(Protocol protocol) {
    return sets.range(Field.PROTOCOL, protocol.number(), protocol.number());
  }
}
