package dev.canreach.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddressString;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @Provide
  static Arbitrary<Address> addresses() {
    Arbitrary<Address> v4 = Arbitraries.integers().map(Address::ipv4);
    Arbitrary<Long> word = Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L, 1L, -1L, 0xFFFF0000L));
    Arbitrary<Address> v6 = Combinators.combine(word, word)
        .as((high, low) -> new Address(IpFamily.IPV6, high, low))
        .filter(address -> address.high() != 0 || address.low() >>> 32 != 0xFFFF);
    return Arbitraries.oneOf(v4, v6);
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3,10.1.2.3", "010.001.02.3,10.1.2.3", "255.255.255.255,255.255.255.255", "::,::", "::1,::1",
    "2001:DB8::A,2001:db8::a", "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1", "1:2:3:4:5:6:7:8,1:2:3:4:5:6:7:8",
    "fe80::1:0:0:0,fe80::1:0:0:0", "::ffff:10.0.0.1,10.0.0.1", "64:ff9b::192.0.2.33,64:ff9b::c000:221",
    "1::2:3:4:5:6:7,1:0:2:3:4:5:6:7"})
  void readsEverySpellingAndWritesTheUsualOne(String text, String usual) {
    assertThat(Address.parse(text).map(Address::toString)).contains(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.1.2", "10.1.2.3.4", "10.1.2.256", "10.1.2.-3", "10.1.2.3/8", "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "1::2::3", ":1", "1:", "12345::", "g::", "fe80::1%eth0", "1:2:3:4:5:6:7::8", "[::1]",
    " 1.1.1.1"})
  void refusesWhatIsNoAddress(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Property(tries = 500)
  void textIsReadBack(@ForAll("addresses") Address address) {
    assertThat(Address.parse(address.toString())).contains(address);
  }

  @Property(tries = 500)
  void textAgreesWithAnotherLibrary(@ForAll("addresses") Address address) throws Exception {
    assertThat(new IPAddressString(address.toString()).toAddress().toCanonicalString()).isEqualTo(address.toString());
  }

  @Property(tries = 500)
  void nextAndPreviousAreInverse(@ForAll("addresses") Address address) {
    Optional<Address> next = address.next();
    assertThat(next.flatMap(Address::previous)).isEqualTo(next.map(n -> address));
    next.ifPresent(n -> assertThat(n).isGreaterThan(address));
  }

  @Test
  void theEndsOfEachFamilyHaveNoNeighbour() {
    for (IpFamily family : IpFamily.values()) {
      assertThat(Address.max(family).next()).isEmpty();
      assertThat(Address.min(family).previous()).isEmpty();
    }
    assertThat(Address.parse("::ffff:ffff:ffff:ffff").orElseThrow().next()).contains(new Address(IpFamily.IPV6, 1, 0));
  }

  @Test
  void ipv4HasThirtyTwoBits() {
    assertThatThrownBy(() -> new Address(IpFamily.IPV4, 0, 1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Address(IpFamily.IPV4, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ipv4ComesBeforeIpv6AndBitsAreUnsigned() {
    assertThat(Address.max(IpFamily.IPV4)).isLessThan(Address.min(IpFamily.IPV6));
    assertThat(Address.ipv4(-1)).isGreaterThan(Address.ipv4(1));
    assertThat(new Address(IpFamily.IPV6, -1, 0)).isGreaterThan(new Address(IpFamily.IPV6, 1, -1));
  }
}
