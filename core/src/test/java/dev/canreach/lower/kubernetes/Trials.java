package dev.canreach.lower.kubernetes;

import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Role;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.End;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.query.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The packets of a flow that are worth trying: at the edges of everything that its guards mention. */
final class Trials {
  private static final List<String> SOMEWHERE = List.of("198.51.100.7", "2001:db8::7");

  private final Network network;
  private final Flow flow;
  private final Set<Integer> protocols = new TreeSet<>(List.of(1, 6, 17, 58, 132));
  private final SortedMap<Field, Set<Integer>> values = new TreeMap<>();
  private final Set<Address> addresses = new TreeSet<>();
  private final SortedMap<String, Set<String>> labels = new TreeMap<>();
  private final SortedSet<Assumption> assumptions = new TreeSet<>();

  Trials(Network network, Flow flow) {
    this.network = network;
    this.flow = flow;
    SOMEWHERE.forEach(text -> addresses.add(RandomClusters.address(text)));
    collect(flow.guard());
    if (!fixesPort(flow.guard())) {
      collect(flow.path());
    }
    collectAssumptions(flow.path());
  }

  /** The assumptions that the flow meets. */
  SortedSet<Assumption> assumptions() {
    return assumptions;
  }

  private static boolean fixesPort(PacketExpr guard) {
    return switch (guard) {
      case PacketExpr.InRange range -> range.field() == Field.DESTINATION_PORT || range.field() == Field.ICMP_TYPE;
      case PacketExpr.And and -> and.operands().stream().anyMatch(Trials::fixesPort);
      case PacketExpr.Or or -> or.operands().stream().allMatch(Trials::fixesPort);
      default -> false;
    };
  }

  private void collect(Path path) {
    guards(path).forEach(this::collect);
  }

  private void collectAssumptions(Path path) {
    guards(path).forEach(this::look);
    guards(path).forEach(this::collectEnds);
    look(flow.guard());
  }

  private static List<PacketExpr> guards(Path path) {
    List<PacketExpr> guards = new ArrayList<>();
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Hop hop -> guards.add(hop.guard());
        case Step.Stage stage -> stage.plane().tiers().forEach(tier -> {
          tier.scopes().forEach(scope -> guards.add(scope.subject()));
          for (PolicyRule rule : tier.rules()) {
            guards.add(rule.subject());
            rule.conditions().stream().map(Condition::expr).forEach(guards::add);
          }
        });
      }
    }
    return guards;
  }

  private void look(PacketExpr expr) {
    switch (expr) {
      case PacketExpr.And and -> and.operands().forEach(this::look);
      case PacketExpr.Or or -> or.operands().forEach(this::look);
      case PacketExpr.Not not -> look(not.operand());
      case PacketExpr.Holds holds -> assumptions.add(holds.assumption());
      default -> {
        // says nothing about assumptions
      }
    }
  }

  private void collectEnds(PacketExpr expr) {
    switch (expr) {
      case PacketExpr.And and -> and.operands().forEach(this::collectEnds);
      case PacketExpr.Or or -> or.operands().forEach(this::collectEnds);
      case PacketExpr.Not not -> collectEnds(not.operand());
      case PacketExpr.InPrefix prefix -> edges(prefix);
      case PacketExpr.HasLabel label -> label(label);
      default -> {
        // says nothing about ends
      }
    }
  }

  private void collect(PacketExpr expr) {
    switch (expr) {
      case PacketExpr.Const constant -> {
        // nothing to try
      }
      case PacketExpr.And and -> and.operands().forEach(this::collect);
      case PacketExpr.Or or -> or.operands().forEach(this::collect);
      case PacketExpr.Not not -> collect(not.operand());
      case PacketExpr.InRange range -> {
        Set<Integer> tried = range.field() == Field.PROTOCOL
            ? protocols
            : values.computeIfAbsent(range.field(), key -> new TreeSet<>());
        for (int value : List.of(range.low() - 1, range.low(), range.high(), range.high() + 1)) {
          if (value >= range.field().min() && value <= range.field().max()) {
            tried.add(value);
          }
        }
      }
      case PacketExpr.InPrefix prefix -> edges(prefix);
      case PacketExpr.IsEndpoint is -> {
        // both ends are fixed
      }
      case PacketExpr.HasLabel label -> label(label);
      case PacketExpr.Loopback loopback -> {
        // the flow says it
      }
      case PacketExpr.Matches text -> {
        // the flow says it
      }
      case PacketExpr.Holds holds -> assumptions.add(holds.assumption());
    }
  }

  private void edges(PacketExpr.InPrefix prefix) {
    Address first = prefix.block().base();
    Address last = prefix.block().last();
    addresses.addAll(List.of(first, last));
    first.previous().ifPresent(addresses::add);
    last.next().ifPresent(addresses::add);
  }

  private void label(PacketExpr.HasLabel label) {
    Set<String> tried = labels.computeIfAbsent(label.key(), key -> new TreeSet<>(List.of("another value")));
    label.value().ifPresent(tried::add);
  }

  /** Every packet to try; all of them satisfy what is always true of packets, not yet the flow's guard. */
  List<Packet> packets() {
    List<Packet> packets = new ArrayList<>();
    Endpoint source = network.endpoint(flow.source());
    Endpoint destination = network.endpoint(flow.destination());
    for (IpFamily family : IpFamily.values()) {
      if (source.speaks(family) && destination.speaks(family)) {
        for (End from : ends(source, family)) {
          for (End to : flow.loopback() ? List.of(from) : ends(destination, family)) {
            protocols.forEach(number -> headers(packets, family, new Protocol(number), from, to));
          }
        }
      }
    }
    return packets;
  }

  private void headers(List<Packet> packets, IpFamily family, Protocol protocol, End from, End to) {
    for (int port : tried(Field.DESTINATION_PORT, protocol, 9)) {
      for (int sourcePort : tried(Field.SOURCE_PORT, protocol, 1024)) {
        for (int type : tried(Field.ICMP_TYPE, protocol, 8)) {
          packets
              .add(new Packet(family, protocol, from, to, sourcePort, port, type, 0, flow.loopback(), flow.request()));
        }
      }
    }
  }

  private Set<Integer> tried(Field field, Protocol protocol, int ordinary) {
    if (!field.existsIn(protocol)) {
      return new TreeSet<>(List.of(0));
    }
    Set<Integer> tried = new TreeSet<>(values.getOrDefault(field, new TreeSet<>()));
    tried.add(ordinary);
    return tried;
  }

  private List<End> ends(Endpoint endpoint, IpFamily family) {
    List<End> ends = new ArrayList<>();
    List<Optional<Address>> carried = new ArrayList<>();
    if (endpoint.role() == Role.OUTSIDE) {
      addresses.stream()
          .filter(address -> address.family() == family && network.owner(address).isEmpty())
          .forEach(address -> carried.add(Optional.of(address)));
    } else {
      endpoint.addresses()
          .stream()
          .filter(address -> address.family() == family)
          .forEach(address -> carried.add(Optional.of(address)));
      if (carried.isEmpty()) {
        carried.add(Optional.empty());
      }
    }
    List<SortedMap<String, String>> choices = endpoint.role() == Role.FUTURE ? choices() : List.of(new TreeMap<>());
    for (Optional<Address> address : carried) {
      choices.forEach(choice -> ends.add(new End(endpoint.index(), address, choice)));
    }
    return ends;
  }

  private List<SortedMap<String, String>> choices() {
    List<SortedMap<String, String>> choices = List.of(new TreeMap<>());
    for (Map.Entry<String, Set<String>> label : labels.entrySet()) {
      List<SortedMap<String, String>> more = new ArrayList<>(choices);
      for (SortedMap<String, String> choice : choices) {
        for (String value : label.getValue()) {
          SortedMap<String, String> with = new TreeMap<>(choice);
          with.put(label.getKey(), value);
          more.add(with);
        }
      }
      choices = more;
    }
    return choices;
  }
}
