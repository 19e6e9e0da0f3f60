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

  /** The names that the network itself gives to those who ask its name servers, each once, as far as they are few. */
  default List<Known> known() {
    return List.of();
  }

  /**
   * A name that the network itself gives.
   *
   * @param name the full name
   * @param targets what it stands for; empty where it stands for a name that leads out of the network
   * @param alias the name that it stands for instead; empty where it has addresses of its own
   * @param open what it depends on whether it stands for this; empty where that is certain
   * @param origin the object that gives it; empty for what every such network has, listed or not
   */
  record Known(String name, List<Target> targets, Optional<String> alias, Optional<Assumption> open,
      Optional<Origin> origin) {

    /** Copies the targets. */
    public Known {
      targets = List.copyOf(targets);
    }
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
