package dev.canreach.solver.smt;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Answers questions of a {@link RandomQuestion} by trying every packet that matters, in the order of witnesses. */
final class BruteForce {
  private static final List<Protocol> PROTOCOLS = Stream.of(6, 17, 132, 1, 58, 0, 2, 7, 100, 101, 151)
      .map(Protocol::new)
      .toList();

  private final Network network;
  private final Flow flow;
  private final List<Packet> packets = new ArrayList<>();

  BruteForce(Network network, Flow flow) {
    this.network = network;
    this.flow = flow;
    for (IpFamily family : IpFamily.values()) {
      if (network.endpoint(flow.source()).speaks(family) && network.endpoint(flow.destination()).speaks(family)) {
        PROTOCOLS.forEach(protocol -> addAll(family, protocol));
      }
    }
  }

  /** The least packet that is delivered, or that is lost. */
  Optional<Packet> first(boolean delivered, Valuation valuation) {
    return first(delivered, valuation, flow.path());
  }

  /** The least packet of the flow that is delivered, or that is lost, on another path. */
  Optional<Packet> first(boolean delivered, Valuation valuation, Path path) {
    Evaluator evaluator = new Evaluator(network, valuation);
    return packets.stream()
        .filter(packet -> evaluator.matches(flow.guard(), packet)
            && evaluator.decide(path, packet).allowed() == delivered)
        .findFirst();
  }

  /** Every packet that matters. */
  List<Packet> packets() {
    return packets;
  }

  private void addAll(IpFamily family, Protocol protocol) {
    int[] ports = protocol.hasPorts() ? new int[]{0, 1, 80, 81, 82, 8080} : new int[]{0};
    int[] sourcePorts = protocol.hasPorts() ? new int[]{0, 1} : new int[]{0};
    int[] types = protocol.isIcmp() ? new int[]{0, 8, 9} : new int[]{0};
    int[] codes = protocol.isIcmp() ? new int[]{0, 2} : new int[]{0};
    for (int port : ports) {
      for (int type : types) {
        for (int code : codes) {
          for (int sourcePort : sourcePorts) {
            for (Ends ends : ends(family)) {
              packets.add(new Packet(family, protocol, ends.source, ends.destination, sourcePort, port, type, code,
                  flow.loopback(), flow.request()));
            }
          }
        }
      }
    }
  }

  private record Ends(End source, End destination) {}

  private List<Ends> ends(IpFamily family) {
    List<Ends> all = new ArrayList<>();
    for (Optional<Address> destination : addresses(flow.destination(), family)) {
      for (Optional<Address> source : addresses(flow.source(), family)) {
        for (SortedMap<String, String> there : labels(flow.destination())) {
          List<SortedMap<String, String>> here = flow.loopback() ? List.of(there) : labels(flow.source());
          here.forEach(labels -> all.add(
              new Ends(new End(flow.source(), source, labels), new End(flow.destination(), destination, there))));
        }
      }
    }
    return all;
  }

  private List<Optional<Address>> addresses(int index, IpFamily family) {
    Endpoint endpoint = network.endpoint(index);
    List<Optional<Address>> all = new ArrayList<>();
    if (endpoint.role() == Role.OUTSIDE) {
      TreeSet<Address> corners = new TreeSet<>();
      for (var block : RandomQuestion.BLOCKS) {
        AddressRange range = block.range();
        for (Optional<Address> start : List.of(Optional.of(range.first()), range.last().next())) {
          start.flatMap(this::firstFree).filter(address -> address.family() == family).ifPresent(corners::add);
          start.flatMap(this::firstPublic).filter(address -> address.family() == family).ifPresent(corners::add);
        }
      }
      corners.stream().filter(AddressSet.PUBLIC::contains).forEach(address -> all.add(Optional.of(address)));
      corners.stream()
          .filter(address -> !AddressSet.PUBLIC.contains(address))
          .forEach(
              address -> all.add(Optional.of(address)));
    } else {
      endpoint.addresses()
          .stream()
          .filter(address -> address.family() == family)
          .forEach(address -> all.add(Optional.of(address)));
      if (all.isEmpty()) {
        all.add(Optional.empty());
      }
    }
    return all;
  }

  /** No endpoint of a random network owns a public address. */
  private Optional<Address> firstPublic(Address start) {
    return AddressSet.PUBLIC.ranges()
        .stream()
        .filter(range -> range.last().compareTo(start) >= 0)
        .findFirst()
        .map(range -> range.contains(start) ? start : range.first());
  }

  private Optional<Address> firstFree(Address start) {
    Optional<Address> address = Optional.of(start);
    while (address.isPresent() && network.owner(address.get()).isPresent()) {
      address = address.get().next();
    }
    return address;
  }

  private List<SortedMap<String, String>> labels(int index) {
    List<SortedMap<String, String>> all = List.of(new TreeMap<>());
    if (network.endpoint(index).role() != Role.FUTURE) {
      return all;
    }
    for (String key : RandomQuestion.LABEL_KEYS) {
      List<SortedMap<String, String>> longer = new ArrayList<>();
      for (SortedMap<String, String> labels : all) {
        longer.add(labels);
        for (String value : Stream.concat(RandomQuestion.LABEL_VALUES.stream(), Stream.of("other")).toList()) {
          SortedMap<String, String> more = new TreeMap<>(labels);
          more.put(key, value);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }
}
