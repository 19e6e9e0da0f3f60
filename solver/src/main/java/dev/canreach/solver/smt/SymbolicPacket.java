package dev.canreach.solver.smt;

import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import java.util.OptionalInt;

/**
 * The packet at some point of its path, in terms of the packet that was sent: what no hop has changed is still the
 * variable.
 *
 * @param source the end that opens the connection
 * @param destination the end that it is opened to
 * @param destinationPort the port that a hop has set; empty while it is the one that was sent
 * @param loopback whether both ends are the very same pod
 * @param request what the first bytes of the connection say here: no variable, since questions fix it
 */
record SymbolicPacket(SymbolicEnd source, SymbolicEnd destination, OptionalInt destinationPort, boolean loopback,
    Request request) {

  /** The end on a side. */
  SymbolicEnd end(Side side) {
    return side == Side.SOURCE ? source : destination;
  }

  /** This packet with another end; no loopback any more unless it is still one endpoint. */
  SymbolicPacket withEnd(Side side, SymbolicEnd end) {
    SymbolicEnd newSource = side == Side.SOURCE ? end : source;
    SymbolicEnd newDestination = side == Side.DESTINATION ? end : destination;
    boolean same = newSource.endpoint() == newDestination.endpoint();
    return new SymbolicPacket(newSource, newDestination, destinationPort, loopback && same, request);
  }

  /** This packet to another port. */
  SymbolicPacket withDestinationPort(int port) {
    return new SymbolicPacket(source, destination, OptionalInt.of(port), loopback, request);
  }

  /** This packet with another request. */
  SymbolicPacket withRequest(Request other) {
    return new SymbolicPacket(source, destination, destinationPort, loopback, other);
  }
}
