package dev.canreach.packet;

import java.util.BitSet;
import java.util.stream.IntStream;

/** An immutable set of endpoints, by their index in the network. */
public final class EndpointSet {
  /** No endpoint. */
  public static final EndpointSet EMPTY = new EndpointSet(new BitSet());

  private final BitSet members;

  private EndpointSet(BitSet members) {
    this.members = members;
  }

  /** The endpoints whose bits are set; the argument is copied. */
  public static EndpointSet of(BitSet members) {
    return members.isEmpty() ? EMPTY : new EndpointSet((BitSet) members.clone());
  }

  /** The endpoints with these indexes. */
  public static EndpointSet of(int... indexes) {
    BitSet members = new BitSet();
    for (int index : indexes) {
      members.set(index);
    }
    return of(members);
  }

  /** Whether the endpoint is a member. */
  public boolean contains(int endpoint) {
    return members.get(endpoint);
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** The number of members. */
  public int size() {
    return members.cardinality();
  }

  /** The members in ascending order. */
  public IntStream stream() {
    return members.stream();
  }

  /** The least member that is not below the index, or -1. */
  public int next(int index) {
    return members.nextSetBit(index);
  }

  /** Members of either set. */
  public EndpointSet union(EndpointSet other) {
    BitSet result = (BitSet) members.clone();
    result.or(other.members);
    return of(result);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof EndpointSet other && members.equals(other.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
