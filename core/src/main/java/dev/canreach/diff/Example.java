package dev.canreach.diff;

import dev.canreach.model.Origin;
import dev.canreach.packet.Packet;
import java.util.List;
import java.util.Optional;

/**
 * One packet that arrives in one of two networks and not in the other.
 *
 * @param from the id of the endpoint that sends it, or its address where it comes from outside
 * @param to the id of the endpoint that it is sent to, or its address where that is outside
 * @param packet the packet, in the network in which it arrives
 * @param reasons the stages that judge it differently; none where an end of it is in one of the networks only
 */
public record Example(String from, String to, Packet packet, List<Reason> reasons) {

  /** Copies the reasons. */
  public Example {
    reasons = List.copyOf(reasons);
  }

  /**
   * A stage that blocks the packet in one network and not in the other.
   *
   * @param stage the stage
   * @param blockedBy the rule that blocks it, or the objects that let nothing else through; not empty
   * @param allowedBy the rule that allows it in the other network; empty when nothing there is in its way
   */
  public record Reason(String stage, List<Origin> blockedBy, Optional<Origin> allowedBy) {

    /** Copies the list. */
    public Reason {
      blockedBy = List.copyOf(blockedBy);
    }
  }
}
