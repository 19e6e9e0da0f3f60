package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressNumbersTest {
  private static final AddressSet TAKEN = AddressSet
      .of(Stream.of("10.0.0.0/30", "10.0.0.8/31", "255.255.255.254/31")
          .map(Cidr::parse)
          .map(block -> block.orElseThrow())
          .toList());

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  private static String least(String first, String last) {
    return AddressNumbers.leastOutside(TAKEN, address(first), address(last)).map(Address::toString).orElse("none");
  }

  @Test
  void theLeastFreeAddressLiesBetweenTheTwo() {
    assertThat(least("10.0.0.0", "10.0.0.9")).isEqualTo("10.0.0.4");
    assertThat(least("10.0.0.2", "10.0.0.4")).isEqualTo("10.0.0.4");
    assertThat(least("10.0.0.2", "10.0.0.3")).isEqualTo("none");
    assertThat(least("10.0.0.4", "10.0.0.9")).isEqualTo("10.0.0.4");
    assertThat(least("10.0.0.8", "10.0.0.9")).isEqualTo("none");
    assertThat(least("10.0.0.9", "10.0.0.10")).isEqualTo("10.0.0.10");
    assertThat(least("9.0.0.0", "10.0.0.1")).isEqualTo("9.0.0.0");
    assertThat(least("255.255.255.254", "255.255.255.255")).isEqualTo("none");
  }

  @Test
  void numbersSpellTheBitsOfAnAddress() {
    BigInteger half = BigInteger.ONE.shiftLeft(64);
    for (String text : List.of("0.0.0.0", "10.0.0.1", "255.255.255.255", "::", "::8000:0:0:0", "fd00::ffff:0:0:1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")) {
      assertThat(AddressNumbers.address(address(text).family(), AddressNumbers.number(address(text))))
          .isEqualTo(address(text));
    }
    assertThat(AddressNumbers.number(address("10.0.0.1"))).isEqualTo((10 << 24) + 1);
    assertThat(AddressNumbers.number(address("0:0:0:1::2"))).isEqualTo(half.add(BigInteger.TWO));
    assertThat(AddressNumbers.number(address("::8000:0:0:0"))).isEqualTo(half.shiftRight(1));
  }
}
