package dev.canreach.diff;

import dev.canreach.packet.Field;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;

/** Picks what stands for traffic: its least header, with ports if any has. */
final class LeastHeader {
  private final TrafficSets sets;
  private final TrafficSet usual;

  /**
   * @param sets what makes the traffic
   */
  LeastHeader(TrafficSets sets) {
    this.sets = sets;
    usual = sets.intersect(sets.range(Field.SOURCE_PORT, 1, Field.SOURCE_PORT.max()),
        sets.range(Field.DESTINATION_PORT, 1, Field.DESTINATION_PORT.max()));
  }

  /** The header of some traffic, which is not empty. */
  TrafficSet.Header of(TrafficSet traffic) {
    return sets.intersect(traffic, usual).least().or(traffic::least).orElseThrow();
  }
}
