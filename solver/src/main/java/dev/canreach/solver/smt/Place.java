package dev.canreach.solver.smt;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.IpFamily;
import java.util.List;

/** What is known of the address that a packet of one family carries for one end. */
sealed interface Place {

  /** Nothing: no prefix contains it. */
  record Unknown() implements Place {}

  /** The address. */
  record Fixed(Address address) implements Place {}

  /** One of the addresses that the endpoint has; at least two, ascending. */
  record Listed(Variable variable, List<Address> addresses) implements Place {
    /** Copies the list. */
    public Listed {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Any address of the family that no endpoint owns.
   *
   * @param variable the address
   * @param family the family
   * @param owned what endpoints own
   * @param unlikely what endpoints own, and what no host on the internet has: witnesses show others where they can
   */
  record Unowned(Variable variable, IpFamily family, AddressSet owned, AddressSet unlikely) implements Place {}
}
