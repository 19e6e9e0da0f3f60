package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Node;
import dev.canreach.resource.kubernetes.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A cluster of {@link RandomClusters}: raw resources, and packets to try on it.
 *
 * @param namespaces every namespace in use
 * @param nodes the nodes
 * @param pods the pods
 * @param policies the policies
 */
public record RandomCluster(List<Namespace> namespaces, List<Node> nodes, List<Pod> pods,
    List<NetworkPolicy> policies) {

  private static final List<String> OUTSIDE = List.of("10.0.0.77", "10.0.9.9", "192.0.2.1", "192.0.2.200",
      "2001:db8::1", "fd00::1:9999");
  private static final List<Integer> PORTS = List.of(0, 1, 2, 53, 79, 80, 81, 82, 8080, 8081, 65534, 65535);

  /** Copies the lists. */
  public RandomCluster {
    namespaces = List.copyOf(namespaces);
    nodes = List.copyOf(nodes);
    pods = List.copyOf(pods);
    policies = List.copyOf(policies);
  }

  /** The resources as a run would have read them. */
  public Inventory inventory() {
    List<Resource> all = new ArrayList<>(namespaces);
    all.addAll(nodes);
    all.addAll(pods);
    all.addAll(policies);
    return new Inventory(all, List.of(), List.of(), List.of(), 1);
  }

  /** The network that they become. */
  public Network network() {
    return Lowerings.lower(inventory(), Assumptions.NONE, List.of());
  }

  /** A well-formed packet between two ends of the network, or empty when the ends that were drawn share no family. */
  public Optional<Packet> packet(Network network, Random random) {
    List<Endpoint> ends = network.endpoints().stream().filter(end -> end.role() != Role.VIRTUAL).toList();
    Endpoint source = ends.get(random.nextInt(ends.size()));
    Endpoint destination = ends.get(random.nextInt(ends.size()));
    IpFamily family = random.nextInt(3) == 0 ? IpFamily.IPV6 : IpFamily.IPV4;
    if (!source.speaks(family) || !destination.speaks(family)) {
      return Optional.empty();
    }
    Protocol protocol = switch (random.nextInt(8)) {
      case 0 -> family == IpFamily.IPV4 ? Protocol.ICMP : Protocol.ICMPV6;
      case 1 -> new Protocol(47);
      case 2, 3 -> Protocol.UDP;
      case 4 -> Protocol.SCTP;
      default -> Protocol.TCP;
    };
    boolean same = source.index() == destination.index();
    boolean loopback = same && (!source.replicated() || random.nextBoolean());
    End from = end(source, family, random);
    return Optional.of(new Packet(family, protocol, from, same && loopback ? from : end(destination, family, random),
        protocol.hasPorts() ? 1024 + random.nextInt(10) : 0,
        protocol.hasPorts() ? PORTS.get(random.nextInt(PORTS.size())) : 0, protocol.isIcmp() ? 8 : 0, 0, loopback));
  }

  private static End end(Endpoint endpoint, IpFamily family, Random random) {
    List<Address> addresses = endpoint.role() == Role.OUTSIDE
        ? OUTSIDE.stream().map(RandomClusters::address).filter(address -> address.family() == family).toList()
        : endpoint.addresses().stream().filter(address -> address.family() == family).toList();
    Optional<Address> address = addresses.isEmpty()
        ? Optional.empty()
        : Optional.of(addresses.get(random.nextInt(addresses.size())));
    return new End(endpoint.index(), address, new TreeMap<>());
  }
}
