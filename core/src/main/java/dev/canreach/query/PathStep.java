package dev.canreach.query;

import dev.canreach.model.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What one stage of the path did.
 *
 * @param stage the stage: {@code egress}, {@code ingress}, {@code service}, {@code dns}
 * @param decision {@code allowed}, {@code blocked}, {@code forwarded} or {@code refused}
 * @param by what decided; empty when nothing did and traffic passes for that reason
 * @param text the decision in words
 * @param evidence the objects and parts of rules that the decision consists of, in order
 */
public record PathStep(String stage, String decision, Optional<Origin> by, String text, List<Evidence> evidence) {

  /** Copies the evidence. */
  public PathStep {
    evidence = List.copyOf(evidence);
  }

  /**
   * One part of a decision.
   *
   * @param what the part: {@code peer}, {@code port}, or {@code policy}
   * @param text what it says
   * @param origin where it is written
   */
  public record Evidence(String what, String text, Origin origin) {}
}
