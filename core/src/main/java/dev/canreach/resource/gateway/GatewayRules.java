package dev.canreach.resource.gateway;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks Gateways and ListenerSets (K8S/G-03, G-06). */
final class GatewayRules {
  private static final int MAX_LISTENERS = 64;
  private static final Set<String> WITHOUT_TLS = Set.of("HTTP", "TCP", "UDP");
  private static final Set<String> WITHOUT_HOSTNAME = Set.of("TCP", "UDP");

  private GatewayRules() {}

  static void checkGateway(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.required(spec, "gatewayClassName", problems);
    CommonRules.size(spec, "listeners", 1, MAX_LISTENERS, problems);
    CommonRules.size(spec, "addresses", 0, 16, problems);
    listeners(spec, true, problems);
    namespaces(spec.object("allowedListeners").object("namespaces"), List.of("All", "None", "Same", "Selector"),
        problems);
    Fields frontend = spec.object("tls").object("frontend");
    Set<Long> ports = new HashSet<>();
    for (Fields port : frontend.objects("perPort")) {
      CommonRules.requiredPort(port, "port", problems);
      if (!ports.add(port.number("port").orElse(0L))) {
        problems.duplicate(port.at("port"), Long.toString(port.number("port").orElse(0L)));
      }
    }
  }

  static void checkListenerSet(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.required(spec.object("parentRef"), "name", problems);
    CommonRules.size(spec, "listeners", 1, MAX_LISTENERS, problems);
    listeners(spec, false, problems);
  }

  private static void listeners(Fields spec, boolean portNeeded, Problems problems) {
    Set<String> names = new HashSet<>();
    Set<List<String>> places = new HashSet<>();
    for (Fields listener : spec.objects("listeners")) {
      String name = listener.textOrEmpty("name");
      CommonRules.required(listener, "name", problems);
      if (!names.add(name)) {
        problems.duplicate(listener.at("name"), name);
      }
      if (portNeeded) {
        CommonRules.requiredPort(listener, "port", problems);
      } else {
        CommonRules.port(listener, "port", problems);
      }
      CommonRules.required(listener, "protocol", problems);
      String protocol = listener.textOrEmpty("protocol");
      String hostname = listener.textOrEmpty("hostname");
      if (!places.add(List.of(Long.toString(listener.number("port").orElse(0L)), protocol, hostname))
          && listener.has("port")) {
        problems.error(ProblemType.INVALID, spec.at("listeners"),
            "the combination of port, protocol and hostname of listener `" + name + "` occurs twice: change one");
      }
      listener(listener, protocol, hostname, problems);
    }
  }

  private static void listener(Fields listener, String protocol, String hostname, Problems problems) {
    if (!hostname.isEmpty()) {
      if (WITHOUT_HOSTNAME.contains(protocol)) {
        problems.forbidden(listener.at("hostname"), "a listener for " + protocol + " has no hostname: remove it");
      }
      CommonRules.hostname(listener.at("hostname"), hostname, true, problems);
    }
    tls(listener, protocol, problems);
    Fields routes = listener.object("allowedRoutes");
    CommonRules.size(routes, "kinds", 0, 8, problems);
    routes.objects("kinds").forEach(kind -> CommonRules.required(kind, "kind", problems));
    namespaces(routes.object("namespaces"), List.of("All", "Selector", "Same"), problems);
  }

  private static void tls(Fields listener, String protocol, Problems problems) {
    Fields tls = listener.object("tls");
    if (!tls.present()) {
      return;
    }
    if (WITHOUT_TLS.contains(protocol)) {
      problems.forbidden(listener.at("tls"), "a listener for " + protocol + " has no TLS: remove `tls`");
      return;
    }
    CommonRules.word(tls, "mode", List.of("Passthrough", "Terminate"), problems);
    boolean passthrough = tls.textOrEmpty("mode").equals("Passthrough");
    if (protocol.equals("HTTPS") && passthrough) {
      problems.invalid(tls.at("mode"), "Passthrough", "is no mode for HTTPS: use `Terminate`, or protocol `TLS`");
    }
    CommonRules.size(tls, "certificateRefs", 0, MAX_LISTENERS, problems);
    tls.objects("certificateRefs").forEach(certificate -> CommonRules.required(certificate, "name", problems));
    if (!passthrough && tls.size("certificateRefs") == 0 && tls.entries("options").isEmpty()) {
      problems.required(tls.at("certificateRefs"), "a listener that ends TLS needs a certificate");
    }
  }

  private static void namespaces(Fields namespaces, List<String> words, Problems problems) {
    CommonRules.word(namespaces, "from", words, problems);
    if (namespaces.has("selector")) {
      Labels.checkSelector(namespaces.object("selector"), problems);
    }
  }
}
