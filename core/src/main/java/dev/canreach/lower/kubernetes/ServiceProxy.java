package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Node;
import dev.canreach.resource.kubernetes.NodeAddress;
import dev.canreach.resource.platform.KubeProxyConfiguration;
import dev.canreach.resource.platform.NodePortAddresses;
import dev.canreach.resource.platform.ProxyMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How kube-proxy serves Services (K8S/S-16, K8S/S-19). Without a configuration it serves them as iptables do by default;
 * where several disagree, what only some of them do is open.
 */
final class ServiceProxy {
  private static final List<String> PRIMARY_TYPES = List.of("InternalIP", "ExternalIP");

  private final List<KubeProxyConfiguration> configurations;
  private final Map<String, List<NodeAddress>> nodes = new HashMap<>();

  private ServiceProxy(List<KubeProxyConfiguration> configurations, List<Node> nodes) {
    this.configurations = configurations;
    nodes.forEach(node -> this.nodes.put(NodeClass.id(node.name()), node.addresses()));
  }

  static ServiceProxy of(Inventory inventory) {
    return new ServiceProxy(inventory.latest(KubeProxyConfiguration.class), inventory.latest(Node.class));
  }

  /** Where pods get their addresses from, as the configurations say. */
  List<Cidr> clusterCidrs() {
    return configurations.stream().flatMap(configuration -> configuration.clusterCidrs().stream()).distinct().toList();
  }

  /** Whether Services may be virtual servers, whose addresses every node has itself (K8S/S-19). */
  boolean mayBindAddresses() {
    return configurations.stream().anyMatch(configuration -> modes(configuration).anyMatch(ProxyMode.IPVS::equals));
  }

  /** A packet to a node goes to an address that has node ports. */
  PacketExpr answersOn(Endpoint node) {
    return agreed(way -> answersOn(way, node), "`" + node.id() + "`");
  }

  /** Some node has node ports on some address. */
  PacketExpr answersSomewhere(Collection<NodeClass> all) {
    return agreed(way -> answersSomewhere(way, all), "a node");
  }

  private static Stream<ProxyMode> modes(KubeProxyConfiguration configuration) {
    return configuration.mode().map(Stream::of).orElseGet(() -> Stream.of(ProxyMode.values()));
  }

  /** What the configurations have in common; what only some of them do is open. */
  private PacketExpr agreed(Function<NodePortAddresses, PacketExpr> meaning, String node) {
    Set<PacketExpr> ways = new LinkedHashSet<>();
    for (KubeProxyConfiguration configuration : configurations) {
      if (configuration.nodePorts().isEmpty()) {
        ways.addAll(List.of(PacketExpr.TRUE, PacketExpr.FALSE));
      }
      configuration.nodePorts()
          .ifPresent(
              written -> modes(configuration).forEach(mode -> ways.add(meaning.apply(addresses(written, mode)))));
    }
    if (ways.size() < 2) {
      return ways.stream().findFirst().orElse(PacketExpr.TRUE);
    }
    PacketExpr open = PacketExpr.holds(Assumption.open("kube-proxy", "kube-proxy answers node ports on this address of "
        + node, "keep one valid configuration of kube-proxy in the input"));
    return PacketExpr.and(PacketExpr.or(List.copyOf(ways)),
        PacketExpr.or(PacketExpr.and(List.copyOf(ways)), open));
  }

  private static NodePortAddresses addresses(NodePortAddresses written, ProxyMode mode) {
    boolean primary = mode == ProxyMode.NFTABLES && written instanceof NodePortAddresses.ByMode;
    return primary ? new NodePortAddresses.Primary() : written;
  }

  private PacketExpr answersOn(NodePortAddresses way, Endpoint node) {
    return switch (way) {
      case NodePortAddresses.ByMode all -> PacketExpr.TRUE;
      case NodePortAddresses.Primary primary -> PacketExpr.or(node.families()
          .stream()
          .map(family -> PacketExpr.and(PacketExpr.is(family), primary(node, family)))
          .toList());
      case NodePortAddresses.Inside inside -> PacketExpr.or(node.families()
          .stream()
          .map(family -> PacketExpr.and(PacketExpr.is(family), inside(inside.of(family), node, family)))
          .toList());
    };
  }

  private PacketExpr primary(Endpoint node, IpFamily family) {
    List<Address> known = known(node, family);
    if (known.size() < 2) {
      return PacketExpr.TRUE;
    }
    for (String type : PRIMARY_TYPES) {
      Optional<Address> first = nodes.getOrDefault(node.id(), List.of())
          .stream()
          .filter(address -> address.type().equals(type) && address.address().family() == family)
          .map(NodeAddress::address)
          .findFirst();
      if (first.isPresent()) {
        return PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(first.get()));
      }
    }
    return PacketExpr.holds(Assumption.open("kube-proxy", "this is the primary address of `" + node.id() + "`",
        "list the Node with its `status.addresses`"));
  }

  private static PacketExpr inside(List<Cidr> blocks, Endpoint node, IpFamily family) {
    if (blocks.contains(Cidr.all(family))) {
      return PacketExpr.TRUE;
    }
    return known(node, family).isEmpty()
        ? hasAddressIn(blocks, "`" + node.id() + "`")
        : PacketExpr.or(blocks.stream().map(block -> PacketExpr.inPrefix(Side.DESTINATION, block)).toList());
  }

  private static PacketExpr hasAddressIn(List<Cidr> blocks, String node) {
    String text = String.join(", ", blocks.stream().map(Cidr::toString).toList());
    return PacketExpr.holds(Assumption.open("kube-proxy",
        node + " has an address in `" + text + "`, where kube-proxy answers node ports",
        "list the Nodes with their `status.addresses`"));
  }

  private static List<Address> known(Endpoint node, IpFamily family) {
    return node.addresses().stream().filter(address -> address.family() == family).toList();
  }

  private static PacketExpr answersSomewhere(NodePortAddresses way, Collection<NodeClass> all) {
    if (!(way instanceof NodePortAddresses.Inside inside)) {
      return PacketExpr.TRUE;
    }
    List<PacketExpr> families = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      List<Cidr> blocks = inside.of(family);
      boolean found = blocks.contains(Cidr.all(family)) || all.stream()
          .flatMap(node -> node.addresses().stream())
          .anyMatch(address -> blocks.stream().anyMatch(block -> block.contains(address)));
      boolean unknown = all.isEmpty() || all.stream().anyMatch(node -> node.addresses().isEmpty());
      PacketExpr answers = found ? PacketExpr.TRUE : unknown ? hasAddressIn(blocks, "a node") : PacketExpr.FALSE;
      families.add(PacketExpr.and(PacketExpr.is(family), answers));
    }
    return PacketExpr.or(families);
  }
}
