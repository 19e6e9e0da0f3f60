package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.List;

/** Checks probes and lifecycle hooks of containers. */
final class ProbeRules {
  private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");
  private static final String LIVENESS = "livenessProbe";
  private static final String READINESS = "readinessProbe";
  private static final String STARTUP = "startupProbe";

  private ProbeRules() {}

  static void check(Fields container, Problems problems) {
    for (String name : List.of(LIVENESS, READINESS, STARTUP)) {
      if (container.has(name)) {
        probe(container.object(name), name.equals(READINESS), problems);
      }
    }
    Fields lifecycle = container.object("lifecycle");
    for (String name : List.of("postStart", "preStop")) {
      if (lifecycle.has(name)) {
        handler(lifecycle.object(name), problems);
      }
    }
  }

  /** An init container that ends has nothing to probe. */
  static void checkAbsent(Fields container, Problems problems) {
    for (String name : List.of("lifecycle", LIVENESS, READINESS, STARTUP)) {
      if (container.has(name)) {
        problems.forbidden(container.at(name),
            "only an init container with `restartPolicy: Always` may have `" + name + "`: remove it");
      }
    }
  }

  private static void probe(Fields probe, boolean readiness, Problems problems) {
    handler(probe, problems);
    WorkloadRules.notNegative(probe, problems, "initialDelaySeconds", "timeoutSeconds", "periodSeconds",
        "successThreshold", "failureThreshold");
    probe.number("terminationGracePeriodSeconds").ifPresent(value -> {
      if (readiness) {
        problems.error(ProblemType.INVALID, probe.at("terminationGracePeriodSeconds"),
            "a readiness probe ends nothing, so it has no grace period: remove it");
      } else if (value <= 0) {
        problems.invalid(probe.at("terminationGracePeriodSeconds"), value.toString(), "is too little: use 1 or more");
      }
    });
    long successes = probe.number("successThreshold").orElse(1L);
    if (!readiness && successes > 1) {
      problems.invalid(probe.at("successThreshold"), Long.toString(successes), "is too much: only 1 is possible here");
    }
  }

  private static void handler(Fields owner, Problems problems) {
    boolean found = false;
    for (String name : HANDLERS) {
      if (!owner.has(name)) {
        continue;
      }
      if (found) {
        problems.forbidden(owner.at(name), "there may be only one kind of handler: remove the others");
        continue;
      }
      found = true;
      Fields handler = owner.object(name);
      switch (name) {
        case "exec" -> {
          if (handler.size("command") == 0) {
            problems.required(handler.at("command"), "`exec` needs a command");
          }
        }
        case "httpGet" -> httpGet(handler, problems);
        case "tcpSocket" -> PortRules.checkNumberOrName(handler, "port", problems);
        case "grpc" -> PortRules.checkNumber(handler, "port", problems);
        default -> WorkloadRules.notNegative(handler, problems, "seconds");
      }
    }
    if (!found) {
      problems.required(owner.place(), "write how to do this: one of `exec`, `httpGet`, `tcpSocket`");
    }
  }

  private static void httpGet(Fields handler, Problems problems) {
    PortRules.checkNumberOrName(handler, "port", problems);
    WorkloadRules.nonEmpty(handler, "scheme")
        .ifPresent(scheme -> problems.oneOf(handler.at("scheme"), scheme, "HTTP", "HTTPS"));
    for (Fields header : handler.objects("httpHeaders")) {
      problems.check(handler.at("httpHeaders"), header.textOrEmpty("name"), Names::headerName);
    }
  }
}
