package dev.canreach.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.MapEnd;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.sets.TrafficBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The map of a network says about every pair what the evaluator says about packets between its members. */
final class MapAgreement {
  private static final int PACKETS = 12;
  private static final int[] PORTS = {1, 52, 53, 79, 80, 81, 82, 442, 443, 444, 5432, 8079, 8080, 8081, 15008, 65535};
  private static final Request IDENTIFIED = new Request(new TreeMap<>(Map.of(TextField.PRINCIPAL, List.of("client"))));

  private final Network network;
  private final Random random;
  private final ReachabilityMap map;

  MapAgreement(Network network, Random random) {
    this.network = network;
    this.random = random;
    this.map = new ReachabilityMap(network, Valuation.DEFAULT);
  }

  /** Checks what one end reaches. */
  void checkRow() {
    if (map.ends().isEmpty()) {
      return;
    }
    int from = random.nextInt(map.ends().size());
    for (ReachabilityMap.Group group : map.row(from)) {
      group.to().forEach(to -> {
        Set<Assumption> open = new TreeSet<>(map.open(from, to));
        for (Valuation valuation : List.of(Valuation.of(open, Set.of()), Valuation.of(open, open),
            Valuation.of(open, open.stream().filter(assumption -> random.nextBoolean()).toList()))) {
          for (IpFamily family : IpFamily.values()) {
            group.traffic().in(family).ifPresent(bounds -> check(from, to, family, bounds, valuation));
          }
        }
      });
    }
  }

  private void check(int from, int to, IpFamily family, TrafficBounds bounds, Valuation valuation) {
    List<End> sources = ends(map.ends().get(from), family);
    List<End> destinations = ends(map.ends().get(to), family);
    for (int i = 0; i < PACKETS; i++) {
      Protocol protocol = protocol(family);
      int sourcePort = protocol.hasPorts() ? pick(PORTS) : 0;
      int port = protocol.hasPorts() ? pick(PORTS) : 0;
      int type = protocol.isIcmp() ? pick(0, 3, 8, 128) : 0;
      boolean passes = false;
      Packet any = null;
      for (End source : sources) {
        for (End destination : destinations) {
          if (source.endpoint() != destination.endpoint()) {
            any = new Packet(family, protocol, source, destination, sourcePort, port, type, 0, false);
            passes |= passes(any, valuation);
          }
        }
      }
      if (any != null) {
        assertThat(List.of(bounds.must().contains(any) && !passes, passes && !bounds.may().contains(any)))
            .as("%s from %s to %s under %s; the map says %s, the evaluator %s", any, id(any.source()),
                id(any.destination()), valuation.values(), bounds, passes)
            .containsOnly(false);
      }
    }
  }

  private String id(End end) {
    return network.endpoint(end.endpoint()).id();
  }

  private boolean passes(Packet packet, Valuation valuation) {
    Evaluator evaluator = new Evaluator(network, valuation);
    Optional<Path> authenticated = network.authenticated();
    return evaluator.decide(network.direct(), packet).allowed()
        || (authenticated.isPresent()
            && evaluator.decide(authenticated.get(), packet.withRequest(IDENTIFIED)).allowed());
  }

  /** One member at each of its addresses, or the first and the last address of a range. */
  private List<End> ends(MapEnd end, IpFamily family) {
    return switch (end) {
      case MapEnd.Listed listed -> {
        List<End> ends = new ArrayList<>();
        for (int member : listed.members().members().stream().toArray()) {
          ends.addAll(ends(network.endpoint(member), family));
        }
        yield ends;
      }
      case MapEnd.Outside outside -> {
        List<AddressRange> ranges = outside.addresses().ranges();
        Address address = random.nextBoolean() ? ranges.getFirst().first() : ranges.getLast().last();
        yield List.of(End.at(network.outside().index(), address));
      }
    };
  }

  private static List<End> ends(Endpoint endpoint, IpFamily family) {
    List<End> ends = new ArrayList<>();
    endpoint.addresses()
        .stream()
        .filter(address -> address.family() == family)
        .forEach(address -> ends.add(End.at(endpoint.index(), address)));
    return ends.isEmpty() ? List.of(new End(endpoint.index(), Optional.empty(), new TreeMap<>())) : ends;
  }

  private Protocol protocol(IpFamily family) {
    return switch (random.nextInt(6)) {
      case 0 -> family == IpFamily.IPV4 ? Protocol.ICMP : Protocol.ICMPV6;
      case 1 -> new Protocol(47);
      case 2 -> Protocol.UDP;
      case 3 -> Protocol.SCTP;
      default -> Protocol.TCP;
    };
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
