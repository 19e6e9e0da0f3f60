package dev.canreach.model;

import dev.canreach.packet.Side;
import java.util.List;

/**
 * The policies of one enforcement point. A packet that no tier decides is allowed.
 *
 * @param name the name in reports and answers, e.g. {@code egress}
 * @param subject the side whose policies these are
 * @param tiers the tiers in order
 */
public record Plane(String name, Side subject, List<Tier> tiers) {

  /** Copies the tiers. */
  public Plane {
    tiers = List.copyOf(tiers);
  }
}
