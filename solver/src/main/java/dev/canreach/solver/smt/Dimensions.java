package dev.canreach.solver.smt;

import dev.canreach.packet.Address;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the values of each variable at the numbers that a problem mentions. Variables come in the order of witnesses, see
 * {@link dev.canreach.query.Prover}.
 */
final class Dimensions {
  private static final List<BigInteger> PROTOCOLS = Stream
      .of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP, Protocol.ICMPV6)
      .map(protocol -> BigInteger.valueOf(protocol.number()))
      .toList();

  private final Circuit circuit;
  private final Map<Variable, NavigableSet<BigInteger>> cuts = new HashMap<>();
  private final Map<Variable, Gate.Within> bounds = new HashMap<>();
  private final List<Dimension> found = new ArrayList<>();
  private final List<Integer> excluded = new ArrayList<>();

  /** The dimensions of the packets of a space that the root tells apart. */
  Dimensions(Circuit circuit, PacketSpace space, int root) {
    this.circuit = circuit;
    circuit.reachable(root).stream().forEach(id -> {
      if (circuit.gate(id) instanceof Gate.Within within) {
        NavigableSet<BigInteger> starts = cuts.computeIfAbsent(within.variable(),
            fresh -> new TreeSet<>(List.of(BigInteger.ZERO)));
        starts.add(within.low());
        if (within.high().compareTo(within.variable().max()) < 0) {
          starts.add(within.high().add(BigInteger.ONE));
        }
      }
    });
    if (circuit.gate(root) instanceof Gate.And and) {
      and.operands().forEach(this::bound);
    } else {
      bound(root);
    }
    numbers(space.variable(Field.FAMILY), List.of());
    numbers(space.variable(Field.PROTOCOL), PROTOCOLS);
    for (Field field : List.of(Field.DESTINATION_PORT, Field.ICMP_TYPE, Field.ICMP_CODE, Field.SOURCE_PORT)) {
      numbers(space.variable(field), List.of());
    }
    for (Side side : List.of(Side.DESTINATION, Side.SOURCE)) {
      for (IpFamily family : space.families()) {
        place(space.end(side).places().get(family));
      }
    }
    for (Side side : List.of(Side.DESTINATION, Side.SOURCE)) {
      space.labels(side).values().forEach(this::label);
    }
  }

  /** The dimensions, in the order of witnesses. */
  List<Dimension> all() {
    return List.copyOf(found);
  }

  /** The values that no packet has: cells of addresses that are all owned. */
  List<Integer> excluded() {
    return List.copyOf(excluded);
  }

  private void bound(int operand) {
    if (circuit.gate(operand) instanceof Gate.Within within) {
      bounds.merge(within.variable(), within, (a, b) -> new Gate.Within(a.variable(), a.low().max(b.low()),
          a.high().min(b.high())));
    }
  }

  private void numbers(Variable variable, List<BigInteger> preferred) {
    NavigableMap<BigInteger, BigInteger> cells = new TreeMap<>();
    starts(variable).forEach(start -> cells.put(start, start));
    add(variable, preferred.stream().filter(value -> isPossible(variable, value)).toList(), cells);
  }

  private void place(@Nullable Place place) {
    if (place instanceof Place.Listed listed) {
      NavigableMap<BigInteger, BigInteger> cells = new TreeMap<>();
      for (Address address : listed.addresses()) {
        BigInteger number = AddressNumbers.number(address);
        if (isPossible(listed.variable(), number)) {
          cells.put(number, number);
        }
      }
      add(listed.variable(), List.of(), cells);
    } else if (place instanceof Place.Unowned unowned) {
      unowned(unowned);
    }
  }

  private void unowned(Place.Unowned place) {
    Variable variable = place.variable();
    NavigableMap<BigInteger, BigInteger> cells = new TreeMap<>();
    NavigableSet<BigInteger> starts = starts(variable);
    List<BigInteger> preferred = new ArrayList<>();
    for (BigInteger start : starts) {
      BigInteger next = starts.higher(start);
      BigInteger last = next == null ? highest(variable) : next.subtract(BigInteger.ONE);
      Address from = AddressNumbers.address(place.family(), start);
      Address to = AddressNumbers.address(place.family(), last);
      Optional<Address> shown = AddressNumbers.leastOutside(place.unlikely(), from, to);
      Optional<Address> free = shown.or(() -> AddressNumbers.leastOutside(place.owned(), from, to));
      if (free.isPresent()) {
        cells.put(start, AddressNumbers.number(free.get()));
      } else {
        excluded.add(circuit.not(circuit.within(variable, start, last)));
      }
      shown.map(AddressNumbers::number).ifPresent(preferred::add);
    }
    add(variable, preferred, cells);
  }

  private void label(LabelVariable label) {
    if (found.stream().noneMatch(dimension -> dimension.variable().equals(label.variable()))) {
      add(label.variable(), label.candidates(), new TreeMap<>());
    }
  }

  private void add(Variable variable, List<BigInteger> preferred, NavigableMap<BigInteger, BigInteger> cells) {
    if (cuts.containsKey(variable)) {
      found.add(new Dimension(variable, preferred, cells));
    }
  }

  /** The least values of the cells that the root's own bounds leave. */
  private NavigableSet<BigInteger> starts(Variable variable) {
    NavigableSet<BigInteger> starts = cuts.getOrDefault(variable, new TreeSet<>());
    Gate.Within bound = bounds.get(variable);
    if (bound == null) {
      return starts;
    }
    boolean possible = bound.low().compareTo(bound.high()) <= 0;
    return possible ? starts.subSet(bound.low(), true, bound.high(), true) : new TreeSet<>();
  }

  private BigInteger highest(Variable variable) {
    Gate.Within bound = bounds.get(variable);
    return bound == null ? variable.max() : bound.high();
  }

  private boolean isPossible(Variable variable, BigInteger value) {
    Gate.Within bound = bounds.get(variable);
    return bound == null || (bound.low().compareTo(value) <= 0 && value.compareTo(bound.high()) <= 0);
  }
}
