package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the settings of proxies (ISTIO/I-12, I-14). */
final class SidecarRules {
  private static final String OUTBOUND = "outboundTrafficPolicy";
  private static final String ENDPOINT = "defaultEndpoint";
  private static final Set<String> OWN = Set.of("127.0.0.1", "0.0.0.0", "[::1]", "[::]");

  private SidecarRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    boolean lists = spec.size("egress") > 0 || spec.size("ingress") > 0;
    if (!lists && Stream.of(OUTBOUND, "inboundConnectionPool", "workloadSelector").noneMatch(spec::has)) {
      problems.required(spec.at("egress"), "the object says nothing: write `egress`, `ingress` or `" + OUTBOUND + "`");
    }
    CommonRules.selector(spec, "workloadSelector", "labels", problems);
    egress(spec.objects("egress"), problems);
    Set<Long> numbers = new HashSet<>();
    for (Fields listener : spec.objects("ingress")) {
      unique(listener, numbers, problems);
      endpoint(listener, problems);
      tls(listener, problems);
    }
    TrafficRules.pool(spec.object("inboundConnectionPool"), problems);
    Fields outbound = spec.object(OUTBOUND);
    if (outbound.has("egressProxy")) {
      if (!outbound.textOrEmpty("mode").equals("ALLOW_ANY")) {
        problems.forbidden(outbound.at("egressProxy"), "only `mode: ALLOW_ANY` has a proxy for the rest: remove it");
      }
      RoutingRules.destination(outbound.object("egressProxy"), problems);
    }
  }

  private static void egress(List<Fields> listeners, Problems problems) {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < listeners.size(); i++) {
      Fields listener = listeners.get(i);
      if (!listener.has("port") && i < listeners.size() - 1) {
        problems.invalid(listener.at("port"), "", "is missing: only the last listener takes the ports of no other");
      }
      unique(listener, numbers, problems);
      listener.texts("hosts").forEach(host -> GatewayRules.host(host, false, problems));
    }
  }

  private static void unique(Fields listener, Set<Long> numbers, Problems problems) {
    Fields port = listener.object("port");
    if (port.number("number").filter(number -> number > 0 && !numbers.add(number)).isPresent()) {
      problems.duplicate(port.at("number"), port.textOrEmpty("number"));
    }
    EntryRules.protocol(port, problems);
    listener.text("bind")
        .filter(bind -> !bind.isEmpty())
        .ifPresent(bind -> problems.check(listener.at("bind"), bind, DomainNames::addressOrSocket));
  }

  /** Where the application listens: an address of its own, or a socket. */
  private static void endpoint(Fields listener, Problems problems) {
    String endpoint = listener.textOrEmpty(ENDPOINT);
    if (endpoint.isEmpty() || endpoint.startsWith("unix://")) {
      return;
    }
    int colon = endpoint.lastIndexOf(':');
    String host = colon < 0 ? endpoint : endpoint.substring(0, colon);
    String port = endpoint.substring(colon + 1);
    boolean number = colon >= 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) >= 1
        && Integer.parseInt(port) <= 65_535;
    if (!OWN.contains(host) || !number) {
      problems.invalid(listener.at(ENDPOINT), endpoint,
          "is no endpoint of the pod itself: use `127.0.0.1:PORT`, `0.0.0.0:PORT` or `unix:///PATH`");
    }
  }

  private static void tls(Fields listener, Problems problems) {
    Fields tls = listener.object("tls");
    if (!tls.present()) {
      return;
    }
    String mode = tls.textOrEmpty("mode");
    for (String name : List.of("subjectAltNames", "httpsRedirect", "credentialName")) {
      if (tls.has(name)) {
        problems.forbidden(tls.at(name), "a proxy beside a pod has no `" + name + "`: remove it");
      }
    }
    if (mode.equals("ISTIO_MUTUAL") || mode.equals("AUTO_PASSTHROUGH")) {
      problems.forbidden(tls.at("mode"), "a proxy beside a pod has no mode `" + mode + "`: use another");
    }
    String protocol = listener.object("port").textOrEmpty("protocol").toUpperCase(Locale.ROOT);
    if (!GatewayRules.TLS.contains(protocol)) {
      problems.forbidden(listener.at("tls"), "`" + protocol + "` is no protocol with TLS: remove `tls`");
    }
  }
}
