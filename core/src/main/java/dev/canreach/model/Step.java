package dev.canreach.model;

import dev.canreach.packet.PacketExpr;
import java.util.List;

/** What a packet meets on its way. */
public sealed interface Step {

  /**
   * A plane judges the packet as it is at this point.
   *
   * @param plane the policies
   */
  record Stage(Plane plane) implements Step {}

  /**
   * Something forwards the packet, changed. A packet that the guard refuses ends here: there is no route for it.
   *
   * @param name the kind of hop in answers, e.g. {@code service}
   * @param guard which packets it takes
   * @param assignments the changes, made at once
   * @param origin the object that forwards
   */
  record Hop(String name, PacketExpr guard, List<Assignment> assignments, Origin origin) implements Step {

    /** Copies the assignments. */
    public Hop {
      assignments = List.copyOf(assignments);
    }
  }
}
