package dev.canreach.packet;

/** One of the two ends of a packet. */
public enum Side {
  /** The end that opens the connection. */
  SOURCE,
  /** The end that the connection is opened to. */
  DESTINATION;

  /** The opposite end. */
  public Side other() {
    return this == SOURCE ? DESTINATION : SOURCE;
  }
}
