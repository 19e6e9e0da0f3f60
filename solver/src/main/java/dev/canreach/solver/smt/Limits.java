package dev.canreach.solver.smt;

import java.time.Duration;

/**
 * When a prover gives up, and when it starts afresh.
 *
 * @param steps the most resource units of Z3 for one check; the same on every machine
 * @param question the longest time for one question. Z3's own time limit is not used: it starts a thread for every check
 * @param checksBeforeRecycling after how many checks the native memory is given back
 */
public record Limits(int steps, Duration question, int checksBeforeRecycling) {
  /** Some seconds of work for one check. */
  public static final Limits DEFAULT = new Limits(50_000_000, Duration.ofSeconds(60), 50_000);
}
