package dev.canreach.solver.smt;

import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns a point of a problem into the packet that it stands for; what the problem does not tell apart is the least. */
final class PacketDecoder {
  private final Problem problem;
  private final Set<Variable> relevant = new HashSet<>();

  PacketDecoder(Problem problem) {
    this.problem = problem;
    problem.dimensions().forEach(dimension -> relevant.add(dimension.variable()));
  }

  /** The packet. */
  Packet packet(Point point) {
    PacketSpace space = problem.space();
    Variable version = space.variable(Field.FAMILY);
    int value = point.value(version).intValue();
    IpFamily family = space.families()
        .stream()
        .filter(spoken -> !relevant.contains(version) || PacketSpace.number(spoken) == value)
        .findFirst()
        .orElseThrow();
    Variable number = space.variable(Field.PROTOCOL);
    Protocol protocol = relevant.contains(number) ? new Protocol(point.value(number).intValue()) : Protocol.TCP;
    return new Packet(family, protocol, end(Side.SOURCE, family, point), end(Side.DESTINATION, family, point),
        field(Field.SOURCE_PORT, protocol, point), field(Field.DESTINATION_PORT, protocol, point),
        field(Field.ICMP_TYPE, protocol, point), field(Field.ICMP_CODE, protocol, point), problem.flow().loopback(),
        problem.flow().request());
  }

  private int field(Field field, Protocol protocol, Point point) {
    Variable variable = problem.space().variable(field);
    return field.existsIn(protocol) && relevant.contains(variable) ? point.value(variable).intValue() : 0;
  }

  private End end(Side side, IpFamily family, Point point) {
    SymbolicEnd end = problem.space().end(side);
    TreeMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, LabelVariable> label : problem.space().labels(side).entrySet()) {
      int value = point.value(label.getValue().variable()).intValue();
      if (value != LabelVariable.ABSENT) {
        labels.put(label.getKey(), label.getValue().text(value));
      }
    }
    return new End(end.endpoint(), address(end.places().getOrDefault(family, new Place.Unknown()), point), labels);
  }

  private Optional<Address> address(Place place, Point point) {
    return switch (place) {
      case Place.Unknown unknown -> Optional.empty();
      case Place.Fixed fixed -> Optional.of(fixed.address());
      case Place.Listed listed -> relevant.contains(listed.variable())
          ? Optional.of(AddressNumbers.address(listed.addresses().get(0).family(), point.value(listed.variable())))
          : Optional.of(listed.addresses().get(0));
      case Place.Unowned unowned -> relevant.contains(unowned.variable())
          ? Optional.of(AddressNumbers.address(unowned.family(), point.value(unowned.variable())))
          : least(unowned);
    };
  }

  private static Optional<Address> least(Place.Unowned place) {
    Address first = Address.min(place.family());
    Address last = Address.max(place.family());
    return AddressNumbers.leastOutside(place.unlikely(), first, last)
        .or(() -> AddressNumbers.leastOutside(place.owned(), first, last));
  }
}
