package dev.canreach.solver.smt;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packets that may be sent between two endpoints: their variables, and which values go together. Endpoints are
 * constants, and so is every address that leaves no choice.
 */
final class PacketSpace {
  private final Circuit circuit;
  private final String prefix;
  private final boolean loopback;
  private final Request request;
  private final List<IpFamily> families;
  private final Variable family;
  private final Map<Field, Variable> fields = new EnumMap<>(Field.class);
  private final Map<Side, SymbolicEnd> ends = new EnumMap<>(Side.class);
  private final Map<Side, TreeMap<String, LabelVariable>> labels = new EnumMap<>(Side.class);
  private final Set<Side> future = EnumSet.noneOf(Side.class);
  private final Set<Field> used = EnumSet.noneOf(Field.class);

  /**
   * The packets of a flow.
   *
   * @param circuit takes the gates
   * @param index the network
   * @param flow names the ends
   * @param prefix begins the name of every variable, so that several flows fit into one problem
   */
  PacketSpace(Circuit circuit, NetworkIndex index, Flow flow, String prefix) {
    this.circuit = circuit;
    this.prefix = prefix;
    this.loopback = flow.loopback();
    this.request = flow.request();
    Endpoint source = index.endpoint(flow.source());
    Endpoint destination = index.endpoint(flow.destination());
    families = source.families().stream().filter(destination::speaks).sorted().toList();
    family = new Variable(prefix + "family", 1);
    for (Field field : Field.values()) {
      int width = field.max() > 255 ? 16 : 8;
      fields.put(field, field == Field.FAMILY ? family : new Variable(prefix + name(field), width));
    }
    for (Side side : Side.values()) {
      Endpoint endpoint = side == Side.SOURCE ? source : destination;
      ends.put(side, end(index, side, endpoint));
      labels.put(side, new TreeMap<>());
      if (endpoint.role() == Role.FUTURE) {
        future.add(side);
      }
    }
  }

  /** The families that both ends speak. */
  List<IpFamily> families() {
    return families;
  }

  /** The variable of a field. */
  Variable variable(Field field) {
    return fields.getOrDefault(field, family);
  }

  /** The end as it is sent. */
  SymbolicEnd end(Side side) {
    SymbolicEnd end = ends.get(side);
    if (end == null) {
      throw new IllegalStateException("no end on the side " + side);
    }
    return end;
  }

  /** The packet as it is sent. */
  SymbolicPacket sent() {
    return new SymbolicPacket(end(Side.SOURCE), end(Side.DESTINATION), OptionalInt.empty(), loopback, request);
  }

  /** Whether the end does not exist yet, so that its labels are free. */
  boolean isFuture(Side side) {
    return future.contains(side);
  }

  /** The labels that something mentions, by key, of an end that does not exist yet. */
  Map<String, LabelVariable> labels(Side side) {
    return labels.getOrDefault(owner(side), new TreeMap<>());
  }

  /** The packet belongs to the family. */
  int isFamily(IpFamily wanted) {
    if (!families.contains(wanted)) {
      return Circuit.FALSE;
    }
    return families.size() == 1 ? Circuit.TRUE : circuit.is(family, number(wanted));
  }

  /** The value of the family's variable. */
  static int number(IpFamily family) {
    return switch (family) {
      case IPV4 -> 0;
      case IPV6 -> 1;
    };
  }

  /** The packet has ports. */
  int hasPorts() {
    return circuit.or(isProtocol(Protocol.TCP), isProtocol(Protocol.UDP), isProtocol(Protocol.SCTP));
  }

  /** The packet has the field, and its value lies between the bounds. */
  int within(Field field, int low, int high) {
    used.add(field);
    return switch (field) {
      case FAMILY -> circuit.or(families.stream()
          .filter(version -> low <= version.version() && version.version() <= high)
          .map(this::isFamily)
          .toList());
      case PROTOCOL -> circuit.within(variable(field), low, high);
      case SOURCE_PORT, DESTINATION_PORT -> circuit.and(hasPorts(), circuit.within(variable(field), low, high));
      case ICMP_TYPE, ICMP_CODE -> circuit.and(isIcmp(), circuit.within(variable(field), low, high));
    };
  }

  /** The end that does not exist yet has the label, with the value if one is given. */
  int hasLabel(Side side, String key, Optional<String> value) {
    TreeMap<String, LabelVariable> known = labels.computeIfAbsent(owner(side), fresh -> new TreeMap<>());
    LabelVariable label = known.computeIfAbsent(key, fresh -> new LabelVariable(
        prefix + name(owner(side)) + "_label_" + (known.size() + 1)));
    return value.map(text -> circuit.is(label.variable(), label.number(text)))
        .orElseGet(() -> circuit.not(circuit.is(label.variable(), LabelVariable.ABSENT)));
  }

  /** What every packet fulfils, whatever the question is: to be asked for once every predicate is compiled. */
  int wellFormed() {
    List<Integer> parts = new ArrayList<>();
    parts.add(Circuit.constant(!families.isEmpty()));
    parts.add(circuit.or(hasPorts(), zero(Field.SOURCE_PORT, Field.DESTINATION_PORT)));
    parts.add(circuit.or(isIcmp(), zero(Field.ICMP_TYPE, Field.ICMP_CODE)));
    for (Side side : Side.values()) {
      for (Place place : end(side).places().values()) {
        if (place instanceof Place.Listed listed) {
          parts.add(circuit.or(listed.addresses()
              .stream()
              .map(address -> circuit.is(listed.variable(), AddressNumbers.number(address)))
              .toList()));
        }
      }
      for (LabelVariable label : labels(side).values()) {
        parts.add(circuit.within(label.variable(), LabelVariable.ABSENT, label.last()));
      }
    }
    return circuit.and(parts);
  }

  private SymbolicEnd end(NetworkIndex index, Side side, Endpoint endpoint) {
    Map<IpFamily, Place> places = new EnumMap<>(IpFamily.class);
    for (IpFamily version : families) {
      Variable variable = new Variable(prefix + name(side) + "_" + version.name().toLowerCase(Locale.ROOT),
          version.bits());
      List<Address> known = endpoint.addresses().stream().filter(address -> address.family() == version).toList();
      if (endpoint.role() == Role.OUTSIDE) {
        places.put(version, new Place.Unowned(variable, version, index.owned(), index.unlikely()));
      } else if (known.isEmpty()) {
        places.put(version, new Place.Unknown());
      } else {
        places.put(version, known.size() == 1 ? new Place.Fixed(known.get(0)) : new Place.Listed(variable, known));
      }
    }
    return new SymbolicEnd(endpoint.index(), places, true);
  }

  private int isProtocol(Protocol protocol) {
    return circuit.is(variable(Field.PROTOCOL), protocol.number());
  }

  private int isIcmp() {
    return circuit.or(isProtocol(Protocol.ICMP), isProtocol(Protocol.ICMPV6));
  }

  /** Those of the fields that something mentions are zero. */
  private int zero(Field... names) {
    return circuit.and(
        Stream.of(names).filter(used::contains).map(field -> circuit.is(variable(field), 0)).toList());
  }

  /** A pod that talks to itself has one set of labels. */
  private Side owner(Side side) {
    return loopback ? Side.SOURCE : side;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
