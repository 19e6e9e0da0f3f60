package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import org.junit.jupiter.api.Test;

class PortTextTest {
  private static final PacketExpr UDP53 = PacketExpr.and(PacketExpr.is(Protocol.UDP),
      PacketExpr.is(Field.DESTINATION_PORT, 53));
  private static final PacketExpr RANGE = PacketExpr.and(PacketExpr.is(Protocol.TCP),
      PacketExpr.inRange(Field.DESTINATION_PORT, 8000, 8010));

  @Test
  void namesProtocolsAndPorts() {
    assertThat(PortText.describe(PacketExpr.or(UDP53, RANGE))).isEqualTo("UDP 53, TCP 8000-8010");
    assertThat(PortText.describe(PacketExpr.is(Protocol.SCTP))).isEqualTo("SCTP on any port");
    assertThat(PortText.describe(PacketExpr.TRUE)).isEqualTo("all traffic");
    assertThat(PortText.describe(PacketExpr.FALSE)).isEqualTo("nothing");
  }

  @Test
  void leavesOutWhatIsNotAboutPorts() {
    PacketExpr named = PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(3)), UDP53);

    assertThat(PortText.describe(named)).isEqualTo("UDP 53");
  }

  @Test
  void partsThatContradictEachOtherAreNothing() {
    assertThat(PortText.describe(PacketExpr.and(PacketExpr.is(Protocol.TCP), UDP53))).isEqualTo("nothing");
  }
}
