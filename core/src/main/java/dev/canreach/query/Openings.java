package dev.canreach.query;

import dev.canreach.model.Plane;
import java.util.List;
import java.util.Optional;

/** Finds changes of policies that let blocked traffic pass. */
@FunctionalInterface
public interface Openings {
  /** Finds none. */
  Openings NONE = blocked -> Optional.empty();

  /**
   * Finds the smallest change that lets the traffic pass, tries it, and lists what else it opens.
   *
   * @return the change; empty when there is none, or none that works
   */
  Optional<Opening> find(Blocked blocked);

  /**
   * Blocked traffic.
   *
   * @param question the question
   * @param flow the packets and what they meet
   * @param arrives one of the packets as it would arrive
   * @param planes the planes that let none of them through
   */
  record Blocked(Question question, Flow flow, dev.canreach.packet.Packet arrives, List<Plane> planes) {

    /** Copies the list. */
    public Blocked {
      planes = List.copyOf(planes);
    }
  }
}
