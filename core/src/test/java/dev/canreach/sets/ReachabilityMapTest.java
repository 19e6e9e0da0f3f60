package dev.canreach.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Network;
import dev.canreach.model.RandomNetworks;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Valuation;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReachabilityMapTest {

  /** Both know the same traffic although one takes pairs apart and the other rows; the evaluator judges the former. */
  @Property(tries = 1_000)
  void aCellIsTheUnionOfTheFlowsBetweenItsMembers(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network network = random.network();
    Valuation valuation = withSomeOpen(random.valuation(), seed);
    BoundsAlgebra bounds = new BoundsAlgebra(new TrafficSets());
    ReachabilityMap map = new ReachabilityMap(network, valuation, bounds);
    FlowSets flows = new FlowSets(network, valuation, bounds);
    for (int from = 0; from < map.ends().size(); from++) {
      MapEnd source = map.ends().get(from);
      List<ReachabilityMap.Group> groups = map.row(from);
      for (int to = 0; to < map.ends().size(); to++) {
        int destination = to;
        Optional<FamilyTraffic> cell = groups.stream()
            .filter(g -> g.to().anyMatch(end -> end == destination))
            .findFirst()
            .map(g -> g.traffic());
        MapEnd target = map.ends().get(to);
        for (int sender : members(source, network)) {
          for (int receiver : members(target, network)) {
            if (sender != receiver) {
              List<FlowSets.Piece> pieces = flows
                  .delivered(sender, receiver, false, Request.NONE, PacketExpr.TRUE, network.direct())
                  .stream()
                  .filter(p -> within(source, p.sources()))
                  .filter(p -> within(target, p.destinations()))
                  .toList();
              for (IpFamily family : IpFamily.values()) {
                assertThat(cell.flatMap(traffic -> traffic.in(family))).isEqualTo(union(pieces, family, bounds));
              }
            }
          }
        }
      }
    }
  }

  private static Optional<TrafficBounds> union(List<FlowSets.Piece> pieces, IpFamily family, BoundsAlgebra bounds) {
    return pieces.stream().filter(p -> p.family() == family).map(FlowSets.Piece::delivered).reduce(bounds::union);
  }

  private static boolean within(MapEnd end, AddressSet addresses) {
    return switch (end) {
      case MapEnd.Listed listed -> true;
      case MapEnd.Outside outside -> outside.addresses().equals(addresses);
    };
  }

  private static int[] members(MapEnd end, Network network) {
    return switch (end) {
      case MapEnd.Listed listed -> listed.members().members().stream().toArray();
      case MapEnd.Outside outside -> new int[]{network.outside().index()};
    };
  }

  private static Valuation withSomeOpen(Valuation valuation, long seed) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>(valuation.values());
    values.keySet().removeIf(assumption -> assumption.isOpen() && seed % 3 != 0);
    return new Valuation(values);
  }
}
