package dev.canreach.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTest {
  private static final Address V4 = Address.parse("10.0.0.1").orElseThrow();
  private static final Address V6 = Address.parse("fd00::1").orElseThrow();

  private static Packet tcp(End source, End destination, boolean loopback) {
    return new Packet(IpFamily.IPV4, Protocol.TCP, source, destination, 1024, 80, 0, 0, loopback);
  }

  @Test
  void refusesWhatNoPacketHas() {
    End a = End.of(0);
    assertThatThrownBy(() -> tcp(End.at(0, V6), End.of(1), false)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tcp(a, End.of(1), true)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Packet(IpFamily.IPV4, Protocol.ICMP, a, a, 0, 80, 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Packet(IpFamily.IPV4, Protocol.TCP, a, a, 0, 80, 8, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Packet(IpFamily.IPV4, Protocol.UDP, a, a, 0, 65536, 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesOneThingAtATime() {
    Packet packet = tcp(End.at(0, V4), End.of(1), false);
    assertThat(packet.withEnd(Side.DESTINATION, End.at(2, V4)).destination()).isEqualTo(End.at(2, V4));
    assertThat(packet.withEnd(Side.SOURCE, End.of(3)).source()).isEqualTo(End.of(3));
    assertThat(packet.withEnd(Side.SOURCE, End.of(3)).destination()).isEqualTo(End.of(1));
    assertThat(packet.withDestinationPort(8080).field(Field.DESTINATION_PORT)).isEqualTo(8080);
    assertThat(packet.withDestinationPort(8080).field(Field.SOURCE_PORT)).isEqualTo(1024);
    assertThat(packet.end(Side.SOURCE).address()).isEqualTo(Optional.of(V4));
  }

  @Test
  void aLoopbackPacketThatIsSentElsewhereIsNoLoopback() {
    Packet loopback = tcp(End.of(1), End.of(1), true);
    assertThat(loopback.withEnd(Side.DESTINATION, End.of(2)).loopback()).isFalse();
    assertThat(loopback.withEnd(Side.DESTINATION, End.of(1)).loopback()).isTrue();
    assertThat(tcp(End.of(1), End.of(2), false).withEnd(Side.DESTINATION, End.of(1)).loopback()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"tcp,6,TCP", "UDP,17,UDP", "sctp,132,SCTP", "icmp,1,ICMP", "ICMPv6,58,ICMPv6", "58,58,ICMPv6",
    "47,47,47", "0,0,0", "255,255,255"})
  void protocolsHaveNamesAndNumbers(String text, int number, String usual) {
    assertThat(Protocol.parse(text)).contains(new Protocol(number));
    assertThat(new Protocol(number)).hasToString(usual);
  }

  @ParameterizedTest
  @CsvSource({"256", "-1", "tcpp", "''", "6.0"})
  void otherTextIsNoProtocol(String text) {
    assertThat(Protocol.parse(text)).isEmpty();
  }

  @Test
  void portsExistInThreeProtocols() {
    for (int number = 0; number < 256; number++) {
      Protocol protocol = new Protocol(number);
      boolean expected = number == 6 || number == 17 || number == 132;
      assertThat(Field.DESTINATION_PORT.existsIn(protocol)).isEqualTo(expected);
      assertThat(Field.SOURCE_PORT.existsIn(protocol)).isEqualTo(expected);
      assertThat(Field.ICMP_TYPE.existsIn(protocol)).isEqualTo(number == 1 || number == 58);
      assertThat(Field.FAMILY.existsIn(protocol)).isTrue();
    }
  }
}
