package dev.canreach.sets;

import java.util.List;

/**
 * What one point may exchange with every other: a partition of the points, each part with its traffic. Parts are not
 * empty and differ in traffic. Rows have identity: {@link RowAlgebra} makes each constant row once.
 */
final class Row {
  private final List<Part> parts;

  Row(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The parts. */
  List<Part> parts() {
    return parts;
  }

  /** The traffic with one point. */
  TrafficBounds at(int peer) {
    for (Part part : parts) {
      if (part.peers().contains(peer)) {
        return part.traffic();
      }
    }
    throw new IllegalArgumentException("no such point: " + peer);
  }

  /**
   * Points with the same traffic.
   *
   * @param traffic the traffic
   * @param peers the points
   */
  record Part(TrafficBounds traffic, PointSet peers) {}
}
