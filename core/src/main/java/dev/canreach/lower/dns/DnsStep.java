package dev.canreach.lower.dns;

import dev.canreach.packet.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One plugin of a server block that has a say in what names mean. */
sealed interface DnsStep {

  /**
   * Takes one name for another.
   *
   * @param change the other name; empty for names that it leaves alone
   * @param last whether no later step of this kind is tried when it changed a name
   */
  record Rewrite(Change change, boolean last) implements DnsStep {}

  /** A change of names. */
  @FunctionalInterface
  interface Change {
    Optional<String> of(String name);
  }

  /**
   * Addresses listed in the configuration.
   *
   * @param zones the names that it is asked for
   * @param addresses the addresses by name
   * @param falls the names that go on to the next step when it does not know them
   */
  record Hosts(List<String> zones, Map<String, List<Address>> addresses, Predicate<String> falls) implements DnsStep {
    public Hosts {
      zones = List.copyOf(zones);
      addresses = Map.copyOf(addresses);
    }
  }

  /**
   * The records of the cluster.
   *
   * @param zones the zones that it serves them in
   * @param scope which ones it serves
   * @param falls the names that go on to the next step when it does not know them
   */
  record Cluster(List<String> zones, ClusterScope scope, Predicate<String> falls) implements DnsStep {
    public Cluster {
      zones = List.copyOf(zones);
    }
  }

  /**
   * Other name servers are asked.
   *
   * @param zone the names that they are asked for
   * @param except those that they are not asked for
   */
  record Forward(String zone, List<String> except) implements DnsStep {
    public Forward {
      except = List.copyOf(except);
    }
  }

  /**
   * Something that may give names another meaning.
   *
   * @param names the names that it may touch
   * @param what it, as messages name it
   * @param rewrites whether it is left out once another rule has changed the name for good
   */
  record Uncertain(Predicate<String> names, String what, boolean rewrites) implements DnsStep {}
}
