package dev.canreach.lower.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A container with everything that the engine decides.
 *
 * @param id the id of its endpoint
 * @param spec what was written
 * @param namespace the id of the container whose network namespace it is in; {@link #HOST} for the host's
 * @param attachments its networks in the order in which the engine prefers them for the default gateway; those of the
 *     owner of the namespace
 */
record EngineContainer(String id, ContainerSpec spec, String namespace, List<Joined> attachments) {

  /** The id of the host. */
  static final String HOST = "node/docker-host";

  /**
   * A network that the container is on.
   *
   * @param network the network
   * @param key the name that the container's own file uses for it
   * @param addresses its addresses there
   * @param aliases its additional names there
   */
  record Joined(EngineNetwork network, String key, Map<IpFamily, Address> addresses, List<String> aliases) {
    Joined {
      addresses = Map.copyOf(addresses);
      aliases = List.copyOf(aliases);
    }

    /** Whether it can be the way to everything else (DOCKER/D-4). */
    boolean leadsOut(IpFamily family) {
      return addresses.containsKey(family) && network.leadsOut(family);
    }
  }

  EngineContainer {
    attachments = List.copyOf(attachments);
  }

  boolean onHost() {
    return namespace.equals(HOST);
  }

  boolean ownsNamespace() {
    return namespace.equals(id);
  }

  /** The network of its default gateway. */
  Optional<Joined> gateway(IpFamily family) {
    return attachments.stream().filter(joined -> joined.leadsOut(family)).findFirst();
  }

  Optional<Joined> on(EngineNetwork network) {
    return attachments.stream().filter(joined -> joined.network().equals(network)).findFirst();
  }

  List<Address> addresses() {
    List<Address> addresses = new ArrayList<>();
    attachments.forEach(joined -> addresses.addAll(joined.addresses().values()));
    return addresses.stream().sorted().toList();
  }

  Set<IpFamily> families() {
    Set<IpFamily> families = new TreeSet<>();
    attachments.forEach(joined -> families.addAll(joined.addresses().keySet()));
    return families;
  }
}
