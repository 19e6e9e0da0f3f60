package dev.canreach.conformance;

/** How one expectation was met. */
enum Outcome {
  /** As expected. */
  PASSED,
  /** Not as expected, and the divergence file says why. */
  DIVERGING,
  /** Answered "unknown", although every kind of the input is modelled. */
  UNKNOWN,
  /** The input has kinds that are not modelled yet, and the answer says so. */
  NOT_APPLICABLE,
  /** Not as expected. */
  WRONG
}
