package dev.canreach.model;

import dev.canreach.packet.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Of what tells planes apart at a glance: paths are hashed by the thousand, and each has all policies in it. */
  @Override
  public int hashCode() {
    return 31 * name.hashCode() + tiers.size();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object || (object instanceof Plane other && name.equals(other.name) && subject == other.subject
        && enforcer == other.enforcer && tiers.equals(other.tiers));
  }

  /** Policies that the kernel enforces. */
  public Plane(String name, Side subject, List<Tier> tiers) {
    this(name, subject, tiers, Enforcer.KERNEL);
  }
}
