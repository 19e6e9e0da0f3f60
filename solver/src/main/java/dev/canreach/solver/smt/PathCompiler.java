package dev.canreach.solver.smt;

import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Compiles a path into one gate for each step: the step lets the packet go on. Hops substitute, they add no variable. */
final class PathCompiler {
  private final Circuit circuit;
  private final NetworkIndex index;
  private final PacketSpace space;
  private final ExprCompiler expressions;
  private final PlaneCompiler planes;

  PathCompiler(Circuit circuit, NetworkIndex index, PacketSpace space, ExprCompiler expressions,
      PlaneCompiler planes) {
    this.circuit = circuit;
    this.index = index;
    this.space = space;
    this.expressions = expressions;
    this.planes = planes;
  }

  /** The gates of the steps, in order; what follows a step that lets nothing go on is left out. */
  List<Integer> compile(Path path) {
    List<Integer> gates = new ArrayList<>();
    SymbolicPacket packet = space.sent();
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Stage stage -> gates.add(stage(stage.plane(), packet));
        case Step.Hop hop -> {
          List<Integer> taken = new ArrayList<>();
          taken.add(expressions.compile(hop.guard(), packet));
          for (Assignment assignment : hop.assignments()) {
            taken.add(taken(assignment));
            packet = assigned(assignment, packet);
          }
          gates.add(circuit.and(taken));
        }
      }
      if (gates.getLast() == Circuit.FALSE) {
        break;
      }
    }
    return gates;
  }

  private int stage(Plane plane, SymbolicPacket packet) {
    return planes.compile(index.cone(plane, packet.end(plane.subject()).endpoint()), packet);
  }

  /** Whether the packet can be changed so: no hop gives a packet a field or family that it does not have. */
  private int taken(Assignment assignment) {
    return switch (assignment) {
      case Assignment.ToPort toPort -> space.hasPorts();
      case Assignment.Rewrite rewrite -> Circuit.TRUE;
      case Assignment.ToEnd toEnd -> circuit.or(places(toEnd).keySet().stream().map(space::isFamily).toList());
    };
  }

  private SymbolicPacket assigned(Assignment assignment, SymbolicPacket packet) {
    return switch (assignment) {
      case Assignment.ToPort toPort -> packet.withDestinationPort(toPort.port());
      case Assignment.Rewrite rewrite -> packet.withRequest(packet.request().after(rewrite.change()));
      case Assignment.ToEnd toEnd -> {
        Side side = toEnd.side();
        yield packet.withEnd(side, new SymbolicEnd(toEnd.endpoint(), places(toEnd), false));
      }
    };
  }

  private Map<IpFamily, Place> places(Assignment.ToEnd toEnd) {
    Map<IpFamily, Place> places = new EnumMap<>(IpFamily.class);
    if (toEnd.address().isPresent()) {
      Address address = toEnd.address().get();
      places.put(address.family(), new Place.Fixed(address));
      return places;
    }
    Endpoint endpoint = index.endpoint(toEnd.endpoint());
    for (IpFamily family : endpoint.families()) {
      places.put(family, endpoint.address(family).<Place>map(Place.Fixed::new).orElseGet(Place.Unknown::new));
    }
    return places;
  }
}
