package dev.canreach.query;

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
}
