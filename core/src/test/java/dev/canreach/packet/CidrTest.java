package dev.canreach.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @Provide
  static Arbitrary<Cidr> blocks() {
    return AddressTest.addresses()
        .flatMap(
            address -> Arbitraries.integers()
                .between(0, address.family().bits())
                .map(length -> new Cidr(address, length)));
  }

  @Provide
  static Arbitrary<Address> addresses() {
    return AddressTest.addresses();
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.5/24,10.0.0.0/24", "010.0.0.0/8,10.0.0.0/8", "10.0.0.1,10.0.0.1/32", "::/0,::/0",
    "2001:db8::1/64,2001:db8::/64", "::ffff:10.0.0.0/104,10.0.0.0/8", "fd00::1,fd00::1/128"})
  void hostBitsAreClearedK8sN13(String text, String block) {
    assertThat(Cidr.parse(text).map(Cidr::toString)).contains(block);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "::/129", "10.0.0.0/", "/8", "10.0.0.0/-1", "10.0.0.0/8/8", "x/8",
    "::ffff:10.0.0.0/95"})
  void refusesWhatIsNoBlock(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @Test
  void lengthIsBoundByTheFamily() {
    assertThatThrownBy(() -> new Cidr(Address.ipv4(0), 33)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cidr(Address.ipv4(0), -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 1000)
  void endsAgreeWithAnotherLibrary(@ForAll("blocks") Cidr block) throws Exception {
    IPAddress other = new IPAddressString(block.toString()).toAddress().toPrefixBlock();
    assertThat(block.base().toString()).isEqualTo(other.getLower().withoutPrefixLength().toCanonicalString());
    assertThat(block.last().toString()).isEqualTo(other.getUpper().withoutPrefixLength().toCanonicalString());
  }

  @Property(tries = 1000)
  void membershipIsTheRange(@ForAll("blocks") Cidr block, @ForAll("addresses") Address address) {
    assertThat(block.contains(address))
        .isEqualTo(block.range().contains(address) && address.family() == block.family());
    assertThat(block.contains(block.base())).isTrue();
    assertThat(block.contains(block.last())).isTrue();
    block.base().previous().ifPresent(before -> assertThat(block.contains(before)).isFalse());
    block.last().next().ifPresent(after -> assertThat(block.contains(after)).isFalse());
  }

  @Property(tries = 1000)
  void blocksNestOrAreDisjoint(@ForAll("blocks") Cidr a, @ForAll("blocks") Cidr b) {
    assertThat(a.overlaps(b)).isEqualTo(a.contains(b) || b.contains(a));
    assertThat(a.overlaps(b)).isEqualTo(!AddressSet.of(a).intersect(AddressSet.of(b)).isEmpty());
    assertThat(a.contains(b)).isEqualTo(AddressSet.of(b).minus(AddressSet.of(a)).isEmpty());
  }
}
