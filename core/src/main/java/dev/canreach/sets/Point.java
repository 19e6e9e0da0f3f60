package dev.canreach.sets;

import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import java.util.Optional;

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

  /** The end that a hop assigns to packets of a family; empty when it has no address of the family. */
  static Optional<Point> assigned(Assignment.ToEnd toEnd, Network network, IpFamily family, AddressAtoms atoms) {
    Endpoint endpoint = network.endpoint(toEnd.endpoint());
    if (toEnd.address().isEmpty() && !endpoint.speaks(family)) {
      return Optional.empty();
    }
    Optional<Address> address = toEnd.address().isPresent() ? toEnd.address() : endpoint.address(family);
    return address.isPresent() && address.get().family() != family
        ? Optional.empty()
        : Optional.of(new Point(endpoint.index(), address.map(atoms::of).orElse(UNKNOWN), false));
  }
}
