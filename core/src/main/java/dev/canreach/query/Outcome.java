package dev.canreach.query;

import java.util.Optional;

/**
 * A leg and what the prover says about it.
 *
 * @param leg the leg
 * @param proof whether some packet arrives at its end
 */
record Outcome(Leg leg, Proof proof) {

  /** Whether some packet is served by the destination, and not answered by a proxy. */
  boolean delivers() {
    return isForward() && proof instanceof Proof.Found;
  }

  /** Whether the leg ends at a destination, and not at a proxy that answers by itself. */
  boolean isForward() {
    return leg.response().isEmpty();
  }

  /** A packet that arrives at the end of the leg, at least under some values of open assumptions. */
  Optional<Proof.Found> found() {
    return switch (proof) {
      case Proof.Found always -> Optional.of(always);
      case Proof.Depends depends -> Optional.of(depends.with());
      case Proof.None none -> Optional.empty();
      case Proof.GaveUp gaveUp -> Optional.empty();
    };
  }
}
