package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads namespaces, nodes and service accounts. */
final class ClusterReader {
  private ClusterReader() {}

  static List<Namespace> readNamespace(Subject subject) {
    return List.of(new Namespace(subject.meta(), subject.span()));
  }

  static List<ServiceAccount> readServiceAccount(Subject subject) {
    return List.of(new ServiceAccount(subject.meta(), subject.span()));
  }

  static List<Node> readNode(Subject subject) {
    var addresses = new ArrayList<NodeAddress>();
    for (Fields address : subject.fields().object("status").objects("addresses")) {
      Address.parse(address.textOrEmpty("address"))
          .ifPresent(ip -> addresses.add(new NodeAddress(address.textOrEmpty("type"), ip)));
    }
    var podCidrs = new ArrayList<Cidr>();
    for (Value block : subject.spec().texts("podCIDRs")) {
      Addresses.parseCidr(block.text()).ifPresent(podCidrs::add);
    }
    if (podCidrs.isEmpty()) {
      Addresses.parseCidr(subject.spec().textOrEmpty("podCIDR")).ifPresent(podCidrs::add);
    }
    return List.of(new Node(subject.meta(), addresses, podCidrs, subject.span()));
  }
}
