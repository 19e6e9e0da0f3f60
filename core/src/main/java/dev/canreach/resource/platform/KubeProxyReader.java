package dev.canreach.resource.platform;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the configuration of kube-proxy and checks what it refuses to start with. */
final class KubeProxyReader {
  private static final String PRIMARY = "primary";
  private static final int MAX_CLUSTER_CIDRS = 2;

  private KubeProxyReader() {}

  static KubeProxyConfiguration read(Fields fields, Home home, Problems problems) {
    checkAddress(fields, "bindAddress", problems);
    fields.text("detectLocalMode")
        .filter(mode -> !mode.isEmpty())
        .ifPresent(mode -> problems.oneOf(fields.at("detectLocalMode"), mode, "ClusterCIDR", "NodeCIDR",
            "BridgeInterface", "InterfaceNamePrefix"));
    return new KubeProxyConfiguration(fields.textOrEmpty("apiVersion"), home.namespace(), home.name(),
        mode(fields, problems), clusterCidrs(fields, problems), nodePorts(fields, problems), fields.span());
  }

  private static void checkAddress(Fields fields, String name, Problems problems) {
    String text = fields.textOrEmpty(name);
    if (!text.isEmpty()) {
      Addresses.checkAddress(fields.at(name), text, problems);
    }
  }

  private static Optional<ProxyMode> mode(Fields fields, Problems problems) {
    String mode = fields.textOrEmpty("mode");
    return switch (mode) {
      case "", "iptables" -> Optional.of(ProxyMode.IPTABLES);
      case "ipvs" -> Optional.of(ProxyMode.IPVS);
      case "nftables" -> Optional.of(ProxyMode.NFTABLES);
      case "kernelspace" -> Optional.of(ProxyMode.KERNELSPACE);
      default -> {
        problems.oneOf(fields.at("mode"), mode, "iptables", "ipvs", "nftables", "kernelspace");
        yield Optional.empty();
      }
    };
  }

  private static List<Cidr> clusterCidrs(Fields fields, Problems problems) {
    String text = fields.textOrEmpty("clusterCIDR");
    if (text.isEmpty()) {
      return List.of();
    }
    Place place = fields.at("clusterCIDR");
    List<Cidr> blocks = new ArrayList<>();
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    for (String item : text.split(",", -1)) {
      Optional<Cidr> block = Addresses.parseCidr(item.strip());
      if (block.isEmpty()) {
        problems.invalid(place, item, "is no address block: write one such as `10.244.0.0/16`");
      } else {
        families.add(block.get().family());
        blocks.add(block.get());
      }
    }
    if (blocks.size() > MAX_CLUSTER_CIDRS || families.size() < blocks.size()) {
      problems.error(ProblemType.INVALID, place, "a cluster has one block of each family: use one IPv4 and one IPv6");
    }
    return blocks;
  }

  private static Optional<NodePortAddresses> nodePorts(Fields fields, Problems problems) {
    List<Value> written = fields.texts("nodePortAddresses");
    if (written.isEmpty()) {
      return Optional.of(new NodePortAddresses.ByMode());
    }
    if (written.size() == 1 && written.get(0).text().equals(PRIMARY)) {
      return Optional.of(new NodePortAddresses.Primary());
    }
    List<Cidr> blocks = new ArrayList<>();
    for (Value item : written) {
      Optional<Cidr> block = Addresses.parseCidr(item.text());
      if (block.isPresent()) {
        blocks.add(block.get());
      } else if (item.text().equals(PRIMARY)) {
        problems.error(ProblemType.INVALID, item.place(), "`primary` stands alone or not at all");
      } else {
        problems.invalid(item.place(), item.text(),
            "is no address block: write one such as `10.9.8.0/24`, or `primary`");
      }
    }
    return blocks.size() == written.size() ? Optional.of(new NodePortAddresses.Inside(blocks)) : Optional.empty();
  }
}
