package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Scalar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the ports of Services (K8S/S-02, K8S/S-16, K8S/KX-4). */
final class ServicePortRules {
  static final String NODE_PORT_RANGE = "is no node port: use 30000 to 32767, the default range";

  private static final int FIRST_NODE_PORT = 30000;
  private static final int LAST_NODE_PORT = 32767;

  private ServicePortRules() {}

  static boolean isNodePort(long number) {
    return number >= FIRST_NODE_PORT && number <= LAST_NODE_PORT;
  }

  static void check(Fields spec, String type, boolean headless, Problems problems) {
    List<Fields> ports = spec.objects("ports");
    if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
      problems.required(spec.at("ports"), "a Service with an address needs at least one port");
    }
    var names = new HashSet<String>();
    var numbers = new HashSet<String>();
    for (Fields port : ports) {
      name(port, ports.size() > 1, names, problems);
      PortRules.checkNumber(port, "port", problems);
      PortRules.checkProtocol(port, problems);
      target(port, problems);
      port.text("appProtocol")
          .ifPresent(protocol -> problems.check(port.at("appProtocol"), protocol, Names::labelKey));
      if (!numbers.add(protocol(port) + "/" + port.number("port").orElse(0L))) {
        problems.duplicate(port.place(), protocol(port) + " " + port.number("port").orElse(0L));
      }
      if (type.equals("ClusterIP") && nodePort(port) != 0) {
        problems.forbidden(port.at("nodePort"),
            "a Service of type `ClusterIP` has no node ports: remove it or change the type");
      }
    }
  }

  private static void name(Fields port, boolean needed, Set<String> names, Problems problems) {
    String name = port.textOrEmpty("name");
    if (name.isEmpty()) {
      if (needed) {
        problems.required(port.at("name"), "each of several ports needs a name");
      }
      return;
    }
    problems.check(port.at("name"), name, Names::dnsLabel);
    if (!names.add(name)) {
      problems.duplicate(port.at("name"), name);
    }
  }

  /** Zero and empty text mean the port itself (K8S/KX-4). */
  private static void target(Fields port, Problems problems) {
    Optional<Scalar> target = port.scalar("targetPort");
    if (target.isPresent() && !target.get().equals(new Scalar.Int(0)) && !target.get().equals(new Scalar.Text(""))) {
      PortRules.checkNumberOrName(port, "targetPort", problems);
    }
  }

  /** Checks node ports as the server allots them, which it does only to a Service that is otherwise fine. */
  static void checkNodePorts(Fields spec, String type, Problems problems) {
    List<Fields> ports = spec.objects("ports");
    var seen = new HashSet<String>();
    for (Fields port : ports) {
      if (nodePort(port) != 0 && !seen.add(protocol(port) + "/" + nodePort(port))) {
        problems.duplicate(port.at("nodePort"), Long.toString(nodePort(port)));
      }
    }
    if (problems.hasErrors() || !(type.equals("NodePort") || type.equals("LoadBalancer"))) {
      return;
    }
    Map<Long, Fields> allotted = new HashMap<>();
    for (Fields port : ports) {
      long number = nodePort(port);
      if (number == 0) {
        continue;
      }
      if (!isNodePort(number)) {
        problems.invalid(port.at("nodePort"), Long.toString(number), NODE_PORT_RANGE);
        continue;
      }
      Fields other = allotted.putIfAbsent(number, port);
      if (other != null && !mayShare(port, other)) {
        problems.error(ProblemType.INVALID, port.at("nodePort"),
            "`" + number + "` is taken by another port of this Service: use another one");
      }
    }
  }

  /** One number may serve TCP and UDP of the same port. */
  private static boolean mayShare(Fields port, Fields other) {
    return port.number("port").equals(other.number("port"))
        && Set.of(protocol(port), protocol(other)).equals(Set.of("TCP", "UDP"));
  }

  private static long nodePort(Fields port) {
    return port.number("nodePort").orElse(0L);
  }

  private static String protocol(Fields port) {
    return port.text("protocol").filter(protocol -> !protocol.isEmpty()).orElse("TCP");
  }
}
