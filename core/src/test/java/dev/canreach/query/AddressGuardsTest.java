package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressGuardsTest {
  private static PacketExpr in(String block) {
    return PacketExpr.inPrefix(Side.SOURCE, Cidr.parse(block).orElseThrow());
  }

  private static AddressSet range(String first, String last) {
    return new AddressSet(
        List.of(new AddressRange(Address.parse(first).orElseThrow(), Address.parse(last).orElseThrow())));
  }

  @Test
  void coversARangeWithTheFewestBlocks() {
    assertThat(AddressGuards.within(Side.SOURCE, range("10.0.0.1", "10.0.0.4")))
        .isEqualTo(PacketExpr.or(in("10.0.0.1/32"), in("10.0.0.2/31"), in("10.0.0.4/32")));
    assertThat(AddressGuards.within(Side.SOURCE, range("0.0.0.0", "255.255.255.255"))).isEqualTo(in("0.0.0.0/0"));
    assertThat(AddressGuards.within(Side.SOURCE, range("ffff::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")))
        .isEqualTo(in("ffff::/16"));
  }

  @Test
  void nothingIsWithinTheEmptySet() {
    assertThat(AddressGuards.within(Side.SOURCE, AddressSet.EMPTY)).isEqualTo(PacketExpr.FALSE);
    assertThat(AddressGuards.outside(Side.SOURCE, AddressSet.EMPTY)).isEqualTo(PacketExpr.TRUE);
  }
}
