package dev.canreach.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AddressAtomsTest {

  private static Address address(Random random) {
    return random.nextInt(3) == 0
        ? new Address(IpFamily.IPV6, random.nextInt(2) == 0 ? 0 : -1L, random.nextInt(16))
        : Address.ipv4((random.nextInt(3) == 0 ? -16 : 0) + random.nextInt(16));
  }

  private static Set<Cidr> blocks(Random random) {
    Set<Cidr> blocks = new HashSet<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      Address base = address(random);
      int bits = base.family().bits();
      blocks.add(new Cidr(base, random.nextInt(6) == 0 ? random.nextInt(bits + 1) : bits - random.nextInt(5)));
    }
    return blocks;
  }

  @Property(tries = 2_000)
  void addressesShareAnAtomExactlyWhenNoBlockDistinguishesThem(@ForAll long seed) {
    Random random = new Random(seed);
    Set<Cidr> blocks = blocks(random);
    AddressAtoms atoms = new AddressAtoms(blocks);
    for (int i = 0; i < 20; i++) {
      Address a = address(random);
      Address b = address(random);
      boolean alike = a.family() == b.family() && blocks.stream().allMatch(k -> k.contains(a) == k.contains(b));
      assertThat(atoms.of(a) == atoms.of(b)).as("%s and %s by %s", a, b, blocks).isEqualTo(alike);
      for (Cidr block : blocks) {
        int start = atoms.start(block);
        assertThat(start <= atoms.of(a) && atoms.of(a) <= atoms.end(start)).isEqualTo(block.contains(a));
      }
    }
  }

  @Property(tries = 1_000)
  void atomsAreAPartitionOfAllAddresses(@ForAll long seed) {
    Random random = new Random(seed);
    AddressAtoms atoms = new AddressAtoms(blocks(random));
    AddressSet union = AddressSet.EMPTY;
    for (int atom = 0; atom < atoms.count(); atom++) {
      AddressSet addresses = atoms.addresses(atom);
      assertThat(union.intersect(addresses)).isEqualTo(AddressSet.EMPTY);
      union = union.union(addresses);
      for (var range : addresses.ranges()) {
        assertThat(atoms.of(range.first())).isEqualTo(atom);
        assertThat(atoms.of(range.last())).isEqualTo(atom);
        assertThat(atoms.family(atom)).isEqualTo(range.family());
      }
    }
    assertThat(union).isEqualTo(AddressSet.ALL);
  }
}
