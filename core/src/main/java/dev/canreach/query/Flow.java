package dev.canreach.query;

import dev.canreach.model.Path;
import dev.canreach.packet.PacketExpr;

/**
 * Packets between two fixed ends on one path: the unit that provers decide. Both endpoints are named by index, so that
 * everything that depends on them alone is decided before a solver sees it (the cone of influence).
 *
 * @param source the endpoint that sends
 * @param destination the endpoint that the packet names when it is sent, before any hop
 * @param loopback whether both ends are the very same pod
 * @param guard which packets are meant: predicates on the packet as it is sent
 * @param path what they meet
 */
public record Flow(int source, int destination, boolean loopback, PacketExpr guard, Path path) {}
