package dev.canreach.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.RandomNetworks;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EndpointClassesTest {

  /** Definition by pairs: nothing that the network mentions is true of one endpoint and false of the other. */
  @Property(tries = 2_000)
  void endpointsShareAClassExactlyWhenNothingDistinguishesThem(@ForAll long seed) {
    Network network = new RandomNetworks(seed).network();
    Atoms atoms = Atoms.of(network);
    EndpointClasses classes = EndpointClasses.of(network);
    for (Endpoint a : network.endpoints()) {
      for (Endpoint b : network.endpoints()) {
        boolean alike = a.equals(b)
            || (a.role() == b.role() && a.role() != Role.FUTURE && a.families().equals(b.families())
                && a.replicated() == b.replicated()
                && atoms.members().stream().allMatch(set -> set.contains(a.index()) == set.contains(b.index()))
                && blocksOf(a, atoms).equals(blocksOf(b, atoms)));
        assertThat(classes.classOf(a.index()) == classes.classOf(b.index())).as("%s and %s", a, b).isEqualTo(alike);
      }
    }
  }

  /** Per address the mentioned blocks around it, and its family. */
  private static Set<String> blocksOf(Endpoint endpoint, Atoms atoms) {
    return endpoint.addresses()
        .stream()
        .map(address -> address.family() + " " + atoms.blocks().stream().filter(b -> b.contains(address)).toList())
        .collect(Collectors.toSet());
  }

  @Property(tries = 2_000)
  void membersOfAClassStandForEachOther(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network network = random.network();
    EndpointClasses classes = EndpointClasses.of(network);
    Atoms atoms = Atoms.of(network);
    AddressAtoms addressAtoms = new AddressAtoms(atoms.blocks());
    Valuation valuation = random.valuation();
    Evaluator evaluator = new Evaluator(network, valuation);
    for (int i = 0; i < 10; i++) {
      Packet packet = random.packet(network);
      Path path = random.path(network);
      if (packet.source().endpoint() == packet.destination().endpoint()) {
        continue;
      }
      EndpointClass members = classes.classes().get(classes.classOf(packet.source().endpoint()));
      members.members().stream().filter(other -> other != packet.destination().endpoint()).forEach(other -> {
        End end = new End(other, packet.source().address().flatMap(a -> like(a, network.endpoint(other), addressAtoms)),
            packet.source().labels());
        assertThat(evaluator.decide(path, packet.withEnd(Side.SOURCE, end)).allowed())
            .isEqualTo(evaluator.decide(path, packet).allowed());
      });
    }
  }

  private static Optional<Address> like(Address address, Endpoint other, AddressAtoms atoms) {
    return other.role() == Role.OUTSIDE
        ? Optional.of(address)
        : other.addresses().stream().filter(a -> atoms.of(a) == atoms.of(address)).findFirst();
  }

  @Property(tries = 1_000)
  void classesAreNumberedByTheirLeastMembers(@ForAll long seed) {
    Network network = new RandomNetworks(seed).network();
    EndpointClasses classes = EndpointClasses.of(network);
    assertThat(classes.classes()).extracting(EndpointClass::representative).isSorted().doesNotHaveDuplicates();
    assertThat(classes.classes().stream().mapToInt(c -> c.members().size()).sum())
        .isEqualTo(network.endpoints().size());
    classes.classes()
        .forEach(c -> assertThat(c.members().stream())
            .allMatch(e -> classes.classes().get(classes.classOf(e)).equals(c)));
  }
}
