package dev.canreach.query;

import dev.canreach.model.Path;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;

/**
 * Packets between two fixed ends on one path: the unit that provers decide. Both endpoints are named by index, so that
 * everything that depends on them alone is decided before a solver sees it (the cone of influence).
 *
 * @param source the endpoint that sends
 * @param destination the endpoint that the packet names when it is sent, before any hop
 * @param loopback whether both ends are the very same pod
 * @param request what the first bytes of their connection say
 * @param guard which packets are meant: predicates on the packet as it is sent
 * @param path what they meet
 */
public record Flow(int source, int destination, boolean loopback, Request request, PacketExpr guard, Path path) {

  /** Connections whose bytes are neither HTTP nor TLS. */
  public Flow(int source, int destination, boolean loopback, PacketExpr guard, Path path) {
    this(source, destination, loopback, Request.NONE, guard, path);
  }

  /** The same packets on another path. */
  public Flow on(Path other) {
    return new Flow(source, destination, loopback, request, guard, other);
  }
}
