package dev.canreach.resource.calico;

import dev.canreach.packet.Address;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.Optional;

/** Checks host endpoints (CALICO/1.16). */
final class HostEndpointRules {
  private static final String INTERFACE = "interfaceName";

  private HostEndpointRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String name = spec.textOrEmpty(INTERFACE);
    if (name.isEmpty() && spec.size("expectedIPs") == 0) {
      problems.error(ProblemType.INVALID, spec.place(), "a host endpoint needs `interfaceName` or `expectedIPs`");
    }
    if (spec.textOrEmpty("node").isEmpty()) {
      problems.required(spec.at("node"), "a host endpoint needs the name of its `node`");
    }
    if (!name.isEmpty() && !name.equals("*") && !name.matches("[a-zA-Z0-9_.-]{1,15}")) {
      problems.invalid(spec.at(INTERFACE), name, "is no interface: write its name, or `*` for all");
    }
    for (Value address : spec.texts("expectedIPs")) {
      if (Address.parse(address.text()).isEmpty()) {
        problems.invalid(address.place(), address.text(), "is no IP address");
      }
    }
    spec.objects("ports").forEach(port -> port(port, problems));
  }

  private static void port(Fields port, Problems problems) {
    problems.inRange(port.at("port"), port.number("port").orElse(0L), 1, RulePort.LAST);
    problems.check(port.at("name"), port.textOrEmpty("name"), Names::portName);
    Optional<Protocol> protocol = port.scalar("protocol").flatMap(RuleProtocol::of).map(RuleProtocol::protocol);
    if (protocol.filter(Protocol::hasPorts).isEmpty()) {
      problems.error(ProblemType.INVALID, port.at("protocol"), "a named port needs protocol TCP, UDP or SCTP");
    }
  }
}
