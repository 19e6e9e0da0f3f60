package dev.canreach.model;

import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What names resolve to. Resolution depends on who asks (search domains, resolver policy). */
public interface Names {

  /** No name resolves. */
  Names NONE = (client, name) -> new Resolution(List.of(), List.of(), Optional.empty(), "no name server is known");

  /**
   * Resolves a name for a client.
   *
   * @param client the endpoint that asks
   * @param name the name as the client writes it
   */
  Resolution resolve(Endpoint client, String name);

  /**
   * The endpoints that a client sends its lookups to (UDP and TCP port 53): a lookup is traffic itself (K8S/S-23).
   *
   * @return the name servers; empty when the network does not have them
   */
  default List<Endpoint> servers(Endpoint client) {
    return List.of();
  }

  /** Whether this client asks nobody else. */
  default boolean answersAlone(Endpoint client) {
    return false;
  }

  /**
   * What a client learns of a name.
   *
   * @param targets what the name stands for, in the order of the answer; empty when it does not resolve
   * @param searched the full names that were tried, in order
   * @param open an assumption that would give the name a meaning, where the input cannot decide
   * @param reason why there is no answer; empty when there is one
   */
  record Resolution(List<Target> targets, List<String> searched, Optional<Assumption> open, String reason) {

    /** Copies the lists. */
    public Resolution {
      targets = List.copyOf(targets);
      searched = List.copyOf(searched);
    }
  }

  /**
   * One answer.
   *
   * @param endpoint the endpoint that owns the address, where the network has one
   * @param address the address, where it is known
   */
  record Target(OptionalInt endpoint, Optional<Address> address) {}
}
