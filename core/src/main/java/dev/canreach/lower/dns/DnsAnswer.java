package dev.canreach.lower.dns;

import dev.canreach.model.Names.Target;
import dev.canreach.packet.Address;
import java.util.List;

/** What the cluster's name servers know of a full name. */
public sealed interface DnsAnswer {

  /** A record of the cluster. */
  record Found(List<Target> targets) implements DnsAnswer {
    public Found {
      targets = List.copyOf(targets);
    }
  }

  /** A record of the cluster that stands for another name (K8S/S-08). */
  record Alias(String name) implements DnsAnswer {}

  /** Addresses that the configuration itself lists. */
  record Listed(List<Address> addresses) implements DnsAnswer {
    public Listed {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Another name server is asked.
   *
   * @param name the name that it is asked for
   * @param zone the zone that it is asked about; empty when it is asked about every name
   */
  record Forwarded(String name, String zone) implements DnsAnswer {}

  /** There is no such name. */
  record None(String reason) implements DnsAnswer {}

  /**
   * The configuration does not tell.
   *
   * @param what the part of the configuration that may give the name an address
   */
  record Open(String what) implements DnsAnswer {}
}
