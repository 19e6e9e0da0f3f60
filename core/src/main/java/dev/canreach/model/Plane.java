package dev.canreach.model;

import dev.canreach.packet.Side;
import java.util.List;

/**
 * The policies of one enforcement point. A packet that no tier decides is allowed.
 *
 * @param name the name in reports and answers, e.g. {@code egress}
 * @param subject the side whose policies these are
 * @param tiers the tiers in order
 * @param enforcer what enforces them
 */
public record Plane(String name, Side subject, List<Tier> tiers, Enforcer enforcer) {

  /** Copies the tiers. */
  public Plane {
    tiers = List.copyOf(tiers);
  }

  /** Policies that the kernel enforces. */
  public Plane(String name, Side subject, List<Tier> tiers) {
    this(name, subject, tiers, Enforcer.KERNEL);
  }
}
