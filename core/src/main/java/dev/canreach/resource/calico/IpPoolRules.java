package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.List;
import java.util.Optional;

/** Checks IP pools (CALICO/1.15). */
final class IpPoolRules {
  private static final List<Cidr> LINK_LOCAL = List.of(Cidr.parse("169.254.0.0/16").orElseThrow(),
      Cidr.parse("fe80::/10").orElseThrow());
  private static final String NODES = "nodeSelector";
  private static final String NAMESPACES = "namespaceSelector";

  private IpPoolRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    SelectorRules.check(spec, NODES, problems);
    SelectorRules.check(spec, NAMESPACES, problems);
    for (String mode : List.of("ipipMode", "vxlanMode")) {
      if (!spec.textOrEmpty(mode).isEmpty()) {
        problems.oneOf(spec.at(mode), spec.textOrEmpty(mode), "Always", "CrossSubnet", "Never");
      }
    }
    if (tunnels(spec, "ipipMode") && tunnels(spec, "vxlanMode")) {
      problems.error(ProblemType.INVALID, spec.at("vxlanMode"), "a pool uses either IPIP or VXLAN");
    }
    uses(spec, problems);
    String text = spec.textOrEmpty("cidr");
    if (text.isEmpty()) {
      problems.required(spec.at("cidr"), "a pool needs `cidr`");
      return;
    }
    Optional<String> problem = NetRules.strictBlock(text);
    if (problem.isPresent()) {
      problems.invalid(spec.at("cidr"), text, problem.get());
      return;
    }
    block(spec, Cidr.parse(text).orElseThrow(), problems);
  }

  private static boolean tunnels(Fields spec, String mode) {
    return List.of("Always", "CrossSubnet").contains(spec.textOrEmpty(mode));
  }

  private static void block(Fields spec, Cidr block, Problems problems) {
    if (LINK_LOCAL.stream().anyMatch(block::overlaps)) {
      problems.invalid(spec.at("cidr"), block.toString(), "overlaps the link-local range");
    }
    boolean ipv4 = block.family() == IpFamily.IPV4;
    if (!ipv4 && tunnels(spec, "ipipMode")) {
      problems.error(ProblemType.INVALID, spec.at("ipipMode"), "IPIP is for IPv4 only");
    }
    int size = spec.integer("blockSize").filter(value -> value != 0).orElse(ipv4 ? 26 : 122);
    int least = ipv4 ? 20 : 116;
    if (size < least || size > block.family().bits()) {
      problems.invalid(spec.at("blockSize"), Integer.toString(size),
          "is out of range: use " + least + " to " + block.family().bits());
    } else if (block.length() > size && !spec.flag("disabled").orElse(false)) {
      problems.invalid(spec.at("cidr"), block.toString(), "is smaller than one block of the pool");
    }
  }

  private static void uses(Fields spec, Problems problems) {
    List<String> uses = spec.texts("allowedUses").stream().map(Value::text).toList();
    for (Value use : spec.texts("allowedUses")) {
      problems.oneOf(use.place(), use.text(), "Workload", "Tunnel", "LoadBalancer");
    }
    if (uses.contains("LoadBalancer")) {
      if (uses.contains("Workload") || uses.contains("Tunnel")) {
        problems.error(ProblemType.INVALID, spec.at("allowedUses"), "`LoadBalancer` stands alone");
      }
      if (tunnels(spec, "ipipMode") || tunnels(spec, "vxlanMode")) {
        problems.error(ProblemType.INVALID, spec.at("allowedUses"), "a pool for load balancers uses no tunnel");
      }
      if (spec.flag("disableBGPExport").orElse(false)) {
        problems.error(ProblemType.INVALID, spec.at("disableBGPExport"), "a pool for load balancers is exported");
      }
      String nodes = spec.textOrEmpty(NODES);
      if (!nodes.isEmpty() && !nodes.equals("all()")) {
        problems.invalid(spec.at(NODES), nodes, "must be `all()` for load balancers");
      }
    }
    if (uses.contains("Tunnel") && !spec.textOrEmpty(NAMESPACES).isEmpty()) {
      problems.error(ProblemType.INVALID, spec.at(NAMESPACES), "a pool for tunnels selects no namespaces");
    }
  }
}
