package dev.canreach.sets;

/**
 * All that predicates can see of one end of a packet of a given family.
 *
 * @param endpoint the endpoint, or the representative of its class
 * @param atom the {@link AddressAtoms atom} of the end's address, or {@link #UNKNOWN}
 * @param labelsFree whether the end is a future endpoint as it sends or receives, whose labels are not chosen yet
 */
record Point(int endpoint, int atom, boolean labelsFree) {
  /** The address is not known: it lies in no block. */
  static final int UNKNOWN = -1;
}
