package dev.canreach.query;

import java.util.Locale;

/** The answer in one word (contract §3). */
public enum Verdict {
  /** Some packet arrives, whatever the open assumptions are. */
  REACHABLE,
  /** Something refuses every packet. */
  BLOCKED,
  /** There is nothing to refuse: no such endpoint, name, route or listener. */
  UNROUTABLE,
  /** It depends on what the input does not state. */
  UNKNOWN;

  /** The word in answers: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
