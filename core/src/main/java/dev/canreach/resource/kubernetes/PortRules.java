package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Scalar;
import java.util.Optional;

/** Checks port numbers, port names and protocols. */
final class PortRules {
  static final int FIRST = 1;
  static final int LAST = 65535;

  private PortRules() {}

  /** Checks a port number; a missing one counts as 0. */
  static void checkNumber(Fields owner, String name, Problems problems) {
    problems.inRange(owner.at(name), owner.number(name).orElse(0L), FIRST, LAST);
  }

  /** Checks a port number or name; a missing one counts as 0. */
  static void checkNumberOrName(Fields owner, String name, Problems problems) {
    Optional<Scalar> port = owner.scalar(name);
    if (port.isPresent() && port.get() instanceof Scalar.Text(String text)) {
      problems.check(owner.at(name), text, Names::portName);
    } else {
      checkNumber(owner, name, problems);
    }
  }

  /** Checks a protocol where a missing or empty one is TCP. */
  static void checkProtocol(Fields owner, Problems problems) {
    owner.text("protocol")
        .filter(protocol -> !protocol.isEmpty())
        .ifPresent(
            protocol -> problems.oneOf(owner.at("protocol"), protocol, "SCTP", "TCP", "UDP"));
  }

  /** Checks a protocol where only a missing one is TCP. */
  static void checkWrittenProtocol(Fields owner, Problems problems) {
    owner.text("protocol")
        .ifPresent(protocol -> problems.oneOf(owner.at("protocol"), protocol, "TCP", "UDP", "SCTP"));
  }
}
