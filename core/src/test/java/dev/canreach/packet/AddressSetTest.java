package dev.canreach.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AddressSetTest {

  /** Addresses at the low and high end of both families, so that ranges often touch, overlap and reach the ends. */
  @Provide
  static Arbitrary<Address> crowded() {
    return Combinators.combine(Arbitraries.of(IpFamily.class), Arbitraries.of(true, false),
        Arbitraries.integers().between(0, 12)).as((family, low, offset) -> {
          Address address = low ? Address.min(family) : Address.max(family);
          for (int i = 0; i < offset; i++) {
            address = (low ? address.next() : address.previous()).orElseThrow();
          }
          return address;
        });
  }

  @Provide
  static Arbitrary<AddressSet> sets() {
    Arbitrary<AddressRange> ranges = Combinators.combine(crowded(), crowded())
        .filter((a, b) -> a.family() == b.family())
        .as((a, b) -> a.compareTo(b) <= 0 ? new AddressRange(a, b) : new AddressRange(b, a));
    return ranges.list().ofMaxSize(5).map(AddressSet::new);
  }

  @Property(tries = 2000)
  void operationsAreThoseOfMembership(@ForAll("sets") AddressSet a, @ForAll("sets") AddressSet b,
      @ForAll("crowded") Address address) {
    boolean inA = a.contains(address);
    boolean inB = b.contains(address);
    assertThat(a.union(b).contains(address)).isEqualTo(inA || inB);
    assertThat(a.intersect(b).contains(address)).isEqualTo(inA && inB);
    assertThat(a.minus(b).contains(address)).isEqualTo(inA && !inB);
    assertThat(a.complement().contains(address)).isEqualTo(!inA);
    assertThat(a.ranges().stream().anyMatch(range -> range.contains(address))).isEqualTo(inA);
  }

  @Property(tries = 1000)
  void equalSetsAreEqualObjects(@ForAll("sets") AddressSet a, @ForAll("sets") AddressSet b) {
    assertThat(a.complement().complement()).isEqualTo(a);
    assertThat(a.union(b)).isEqualTo(b.union(a));
    assertThat(a.intersect(b)).isEqualTo(a.complement().union(b.complement()).complement());
    assertThat(a.minus(b).union(a.intersect(b))).isEqualTo(a);
  }

  @Property(tries = 1000)
  void rangesKeepAGap(@ForAll("sets") AddressSet a) {
    for (int i = 1; i < a.ranges().size(); i++) {
      AddressRange lower = a.ranges().get(i - 1);
      AddressRange upper = a.ranges().get(i);
      assertThat(lower.family() != upper.family()
          || lower.last().next().filter(next -> next.compareTo(upper.first()) < 0).isPresent()).isTrue();
    }
  }

  @Test
  void constants() {
    assertThat(AddressSet.ALL.complement()).isEqualTo(AddressSet.EMPTY);
    assertThat(AddressSet.EMPTY.isEmpty()).isTrue();
    assertThat(AddressSet.ALL.isEmpty()).isFalse();
    assertThat(AddressSet.of(List.of(Cidr.all(IpFamily.IPV4), Cidr.all(IpFamily.IPV6)))).isEqualTo(AddressSet.ALL);
    assertThat(AddressSet.of(List.of(Cidr.parse("10.0.0.0/9").orElseThrow(), Cidr.parse("10.128.0.0/9").orElseThrow())))
        .hasToString("10.0.0.0-10.255.255.255");
  }

  @Test
  void aRangeHasOneFamilyAndIsNotEmpty() {
    assertThatThrownBy(() -> new AddressRange(Address.ipv4(1), Address.ipv4(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AddressRange(Address.ipv4(1), Address.max(IpFamily.IPV6)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
