package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.stream.Stream;

/** Checks the ports of administrators' policies (K8S/P-14, KX-7). */
final class AdminPortRules {
  private AdminPortRules() {}

  /** Checks a port: of ClusterNetworkPolicy, or of the older kinds. */
  static void check(Fields port, boolean cluster, Problems problems) {
    String[] kinds = cluster
        ? new String[]{"tcp", "udp", "sctp", "destinationNamedPort"}
        : new String[]{"portNumber", "portRange", "namedPort"};
    long written = Stream.of(kinds).filter(port::has).count();
    if (written == 0) {
      problems.error(ProblemType.INVALID, port.place(),
          "this port is empty: write one of `" + String.join("`, `", kinds)
              + "`");
    } else if (written > 1) {
      problems.error(ProblemType.TOO_MANY, port.place(), "`" + String.join("`, `", kinds) + "` exclude each other");
    }
    if (!cluster) {
      numbers(port.object("portNumber"), problems, "port");
      numbers(port.object("portRange"), problems, "start", "end");
      return;
    }
    for (String protocol : new String[]{"tcp", "udp", "sctp"}) {
      Fields ports = port.object(protocol);
      if (ports.present() && !ports.has("destinationPort")) {
        problems.error(ProblemType.INVALID, ports.place(), "a protocol needs `destinationPort`");
      }
      Fields destination = ports.object("destinationPort");
      if (destination.present()) {
        destination(destination, problems);
      }
    }
  }

  private static void destination(Fields port, Problems problems) {
    if (port.has("number") && port.has("range")) {
      problems.error(ProblemType.TOO_MANY, port.place(), "`number` and `range` exclude each other: write one");
    } else if (!port.has("number") && !port.has("range")) {
      problems.error(ProblemType.INVALID, port.place(), "write `number` or `range`");
    }
    port.number("number")
        .ifPresent(number -> problems.inRange(port.at("number"), number, PortRules.FIRST, PortRules.LAST));
    Fields range = port.object("range");
    numbers(range, problems, "start", "end");
    if (range.present() && range.number("start").orElse(0L) >= range.number("end").orElse(Long.MAX_VALUE)) {
      problems.error(ProblemType.INVALID, range.place(), "`start` must be less than `end`");
    }
  }

  private static void numbers(Fields owner, Problems problems, String... fields) {
    if (!owner.present()) {
      return;
    }
    for (String field : fields) {
      if (owner.has(field)) {
        problems.inRange(owner.at(field), owner.number(field).orElse(0L), PortRules.FIRST, PortRules.LAST);
      } else {
        problems.required(owner.at(field), "write `" + field + "`");
      }
    }
  }
}
