package dev.canreach.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.RandomNetworks;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.sets.TrafficSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NetworkDiffTest {

  @Property(tries = 300)
  void aNetworkDoesNotDifferFromItself(@ForAll long seed) {
    Network network = new RandomNetworks(seed).network();

    Difference difference = NetworkDiff.between(network, network);

    assertThat(difference.isChange()).isFalse();
    assertThat(difference.isUndecided()).isFalse();
    assertThat(difference.added()).isEmpty();
    assertThat(difference.removed()).isEmpty();
    assertThat(difference.pairs().changed()).isZero();
  }

  @Property(tries = 500)
  void theWayBackClosesWhatTheWayThereOpens(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network before = random.network();
    Network after = random.network();

    Difference there = NetworkDiff.between(before, after);
    Difference back = NetworkDiff.between(after, before);

    assertThat(pairs(back.closed())).isEqualTo(pairs(there.opened()));
    assertThat(pairs(back.opened())).isEqualTo(pairs(there.closed()));
    assertThat(ids(back.removed())).isEqualTo(ids(there.added()));
    assertThat(back.pairs()).isEqualTo(there.pairs());
    assertThat(back.undecided()).hasSameSizeAs(there.undecided());
  }

  @Property(tries = 1_000)
  void whatTheEvaluatorDeliversOnOneSideOnlyIsSaid(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network before = random.network();
    Network after = random.network();
    Valuation valuation = opens(random.valuation());
    Difference difference = NetworkDiff.between(before, after);
    for (int i = 0; i < 40; i++) {
      Packet packet = random.packet(before);
      String from = before.endpoint(packet.source().endpoint()).id();
      String to = before.endpoint(packet.destination().endpoint()).id();
      if (from.equals(to) || !isListed(difference, from) || !isListed(difference, to)) {
        continue;
      }
      boolean passedBefore = passes(before, valuation, from, to, packet);
      boolean passesAfter = passes(after, valuation, from, to, packet);
      boolean opened = difference.opened().stream().anyMatch(each -> holds(each, from, to, packet));
      boolean closed = difference.closed().stream().anyMatch(each -> holds(each, from, to, packet));
      boolean undecided = difference.undecided()
          .stream()
          .anyMatch(each -> holds(each.from(), each.to(), each.traffic(), from, to, packet));

      if (opened) {
        assertThat(passedBefore).isFalse();
        assertThat(passesAfter).isTrue();
      } else if (closed) {
        assertThat(passedBefore).isTrue();
        assertThat(passesAfter).isFalse();
      } else if (!undecided && difference.pairs().unsettled() == 0) {
        assertThat(passesAfter).isEqualTo(passedBefore);
      }
    }
  }

  /** The open assumptions of a valuation; all others have their defaults. */
  private static Valuation opens(Valuation valuation) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>(valuation.values());
    values.keySet().removeIf(assumption -> !assumption.isOpen());
    return new Valuation(values);
  }

  private static boolean isListed(Difference difference, String id) {
    return difference.endpoints().stream().anyMatch(endpoint -> endpoint.id().equals(id));
  }

  private static boolean holds(Change change, String from, String to, Packet packet) {
    return holds(change.from(), change.to(), change.traffic(), from, to, packet);
  }

  private static boolean holds(Ends sources, Ends targets, Map<IpFamily, TrafficSet> traffic, String from, String to,
      Packet packet) {
    return ids(sources.endpoints()).contains(from) && ids(targets.endpoints()).contains(to)
        && traffic.getOrDefault(packet.family(), TrafficSet.EMPTY).contains(packet);
  }

  /** Whether the header arrives from some address of the one endpoint at some address of the other. */
  private static boolean passes(Network network, Valuation valuation, String from, String to, Packet header) {
    Evaluator evaluator = new Evaluator(network, valuation);
    for (End source : ends(network, from, header.family())) {
      for (End destination : ends(network, to, header.family())) {
        Packet packet = new Packet(header.family(), header.protocol(), source, destination, header.sourcePort(),
            header.destinationPort(), header.icmpType(), header.icmpCode(), false);
        if (evaluator.decide(network.direct(), packet).allowed()) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<End> ends(Network network, String id, IpFamily family) {
    Optional<Endpoint> endpoint = network.endpoint(id)
        .filter(each -> each.speaks(family))
        .filter(ReachabilityMap::isEnd);
    if (endpoint.isEmpty()) {
      return List.of();
    }
    List<Address> addresses = endpoint.get().addresses().stream().filter(each -> each.family() == family).toList();
    return addresses.isEmpty()
        ? List.of(End.of(endpoint.get().index()))
        : addresses.stream().map(address -> End.at(endpoint.get().index(), address)).toList();
  }

  private static List<String> ids(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::id).toList();
  }

  /** Every pair with its traffic. */
  private static Map<String, Set<String>> pairs(List<Change> changes) {
    Map<String, Set<String>> pairs = new HashMap<>();
    for (Change change : changes) {
      List<String> from = new ArrayList<>(ids(change.from().endpoints()));
      change.from().addresses().ranges().forEach(range -> from.add(range.toString()));
      List<String> to = new ArrayList<>(ids(change.to().endpoints()));
      change.to().addresses().ranges().forEach(range -> to.add(range.toString()));
      for (String source : from) {
        for (String target : to) {
          if (!source.equals(target)) {
            pairs.computeIfAbsent(source + " " + target, key -> new TreeSet<>()).add(change.traffic().toString());
          }
        }
      }
    }
    return pairs;
  }
}
