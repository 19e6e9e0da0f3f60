package dev.canreach.packet;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One end of a concrete packet.
 *
 * @param endpoint the index of the endpoint in the network
 * @param address the address that the packet carries for this end; empty when the endpoint's address is not known
 * @param labels the labels of an endpoint that does not exist yet; empty for listed endpoints, whose labels are resolved
 *     into endpoint sets
 */
public record End(int endpoint, Optional<Address> address, SortedMap<String, String> labels) {

  private static final SortedMap<String, String> NO_LABELS = Collections.emptySortedMap();

  /** Copies the labels. */
  public End {
    labels = labels.isEmpty() ? NO_LABELS : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** An end at a known address. */
  public static End at(int endpoint, Address address) {
    return new End(endpoint, Optional.of(address), NO_LABELS);
  }

  /** An end at an address, if it is known. */
  public static End at(int endpoint, Optional<Address> address) {
    return new End(endpoint, address, NO_LABELS);
  }

  /** An end whose address is not known. */
  public static End of(int endpoint) {
    return new End(endpoint, Optional.empty(), NO_LABELS);
  }
}
