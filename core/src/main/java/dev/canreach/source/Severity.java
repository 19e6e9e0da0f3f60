package dev.canreach.source;

/** How bad a diagnostic is, worst first. */
public enum Severity {
  /** The input is wrong: its own reader would refuse it, or it can't be read. */
  ERROR,
  /** The input is accepted by its reader, but hardly means what it says. */
  WARNING,
  /** Worth knowing. */
  NOTE
}
