package dev.canreach.packet;

import static dev.canreach.packet.PacketExpr.FALSE;
import static dev.canreach.packet.PacketExpr.TRUE;
import static dev.canreach.packet.PacketExpr.and;
import static dev.canreach.packet.PacketExpr.inRange;
import static dev.canreach.packet.PacketExpr.is;
import static dev.canreach.packet.PacketExpr.not;
import static dev.canreach.packet.PacketExpr.or;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PacketExprTest {
  private static final PacketExpr TCP = is(Protocol.TCP);
  private static final PacketExpr WEB = is(Field.DESTINATION_PORT, 80);
  private static final PacketExpr V6 = is(IpFamily.IPV6);

  @Test
  void neutralAndDominantOperandsVanish() {
    assertThat(and()).isEqualTo(TRUE);
    assertThat(or()).isEqualTo(FALSE);
    assertThat(and(TRUE, TCP)).isEqualTo(TCP);
    assertThat(or(FALSE, TCP)).isEqualTo(TCP);
    assertThat(and(TCP, FALSE, WEB)).isEqualTo(FALSE);
    assertThat(or(TCP, TRUE, WEB)).isEqualTo(TRUE);
  }

  @Test
  void nestedOperandsAreFlatAndUnique() {
    assertThat(and(and(TCP, WEB), V6, WEB)).isEqualTo(new PacketExpr.And(List.of(TCP, WEB, V6)));
    assertThat(or(or(TCP, WEB), V6, TCP)).isEqualTo(new PacketExpr.Or(List.of(TCP, WEB, V6)));
    assertThat(and(or(TCP, WEB), V6)).isEqualTo(new PacketExpr.And(List.of(or(TCP, WEB), V6)));
    assertThat(and(TCP, TCP)).isEqualTo(TCP);
  }

  @Test
  void negationFolds() {
    assertThat(not(TRUE)).isEqualTo(FALSE);
    assertThat(not(not(TCP))).isEqualTo(TCP);
    assertThat(not(TCP)).isEqualTo(new PacketExpr.Not(TCP));
  }

  @Test
  void rangesAreCutToTheField() {
    assertThat(inRange(Field.DESTINATION_PORT, -5, 80)).isEqualTo(inRange(Field.DESTINATION_PORT, 0, 80));
    assertThat(inRange(Field.DESTINATION_PORT, 65536, 70000)).isEqualTo(FALSE);
    assertThat(inRange(Field.DESTINATION_PORT, 81, 80)).isEqualTo(FALSE);
    assertThat(inRange(Field.PROTOCOL, 0, 255)).isEqualTo(TRUE);
    assertThat(inRange(Field.FAMILY, 0, 9)).isEqualTo(TRUE);
  }

  @Test
  void aWholePortRangeStillAsksForPorts() {
    assertThat(inRange(Field.DESTINATION_PORT, 0, 65535)).isNotEqualTo(TRUE);
  }

  @Test
  void noEndpointIsFalse() {
    assertThat(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.EMPTY)).isEqualTo(FALSE);
    assertThat(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(3)))
        .isEqualTo(new PacketExpr.IsEndpoint(Side.SOURCE, EndpointSet.of(3)));
  }
}
