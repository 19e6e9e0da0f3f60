package dev.canreach.agreement;

/** Policies of Calico, and the objects that they refer to. */
final class CalicoPolicies {
  private CalicoPolicies() {}

  static String object(Draw draw) {
    return draw.once(6) ? other(draw) : policy(draw);
  }

  private static String other(Draw draw) {
    return draw.pick(
        "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: NAME, labels: {role: partner}}, "
            + "spec: {nets: [203.0.113.0/25, 10.0.1.0/24]}}",
        "{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: NAME, namespace: x, "
            + "labels: {role: partner}}, spec: {nets: [203.0.113.200/32]}}",
        "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: platform}, spec: {order: 10, defaultAction: "
            + draw.pick("Pass", "Deny") + "}}",
        "{apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: NAME, labels: {role: node}}, "
            + "spec: {node: n1, interfaceName: \"" + draw.pick("eth0", "*") + "\", expectedIPs: [10.0.8.1]}}");
  }

  private static String policy(Draw draw) {
    boolean global = draw.once(2);
    String tier = draw.maybe(4, "platform");
    String hosts = global
        ? draw.maybe(6, draw.pick("doNotTrack: true, applyOnForward: true",
            "preDNAT: true, applyOnForward: true", "applyOnForward: true"))
        : "";
    String types = hosts.startsWith("preDNAT") ? "[Ingress]" : draw.pick("[Ingress]", "[Egress]", "[Ingress, Egress]");
    return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: %sNAME%s}, spec: %s}".formatted(
        global ? "GlobalNetworkPolicy" : "NetworkPolicy", tier.isEmpty() ? "" : tier + ".",
        global ? "" : ", namespace: " + draw.namespace(),
        Draw.map(tier.isEmpty() ? "" : "tier: " + tier, draw.maybe(2, "order: " + draw.pick("1", "2", "1000")),
            hosts.isEmpty() ? draw.maybe(4, "serviceAccountSelector: \"all()\"") : hosts,
            "selector: " + (hosts.isEmpty() ? selector(draw) : "\"role == 'node'\""), "types: " + types,
            types.contains("Ingress") ? "ingress: " + draw.list(0, 2, () -> rule(draw)) : "",
            types.contains("Egress") ? "egress: " + draw.list(0, 2, () -> rule(draw)) : ""));
  }

  private static String selector(Draw draw) {
    return draw.pick("\"all()\"", "\"app == 'a'\"", "\"app in {'a', 'b'} && !has(tier)\"",
        "\"has(tier) || app != 'c'\"",
        "\"projectcalico.org/namespace == 'x'\"", "\"role == 'partner'\"");
  }

  private static String rule(Draw draw) {
    String protocol = draw.pick("", "TCP", "TCP", "UDP", "ICMP");
    boolean ports = protocol.equals("TCP") || protocol.equals("UDP");
    return Draw.map("action: " + draw.pick("Allow", "Allow", "Deny", "Pass", "Log"),
        protocol.isEmpty() ? "" : "protocol: " + protocol,
        protocol.equals("ICMP") ? draw.maybe(2, "icmp: {type: 8}") : "",
        draw.maybe(2, "source: " + side(draw, false)), draw.maybe(2, "destination: " + side(draw, ports)));
  }

  private static String side(Draw draw, boolean ports) {
    return Draw.map(draw.maybe(2, "selector: " + selector(draw)), draw.maybe(5, "notSelector: " + selector(draw)),
        draw.maybe(4, "namespaceSelector: " + draw.pick("\"all()\"", "\"team == 'red'\"", "\"global()\"")),
        draw.maybe(4,
            draw.pick("nets", "notNets") + ": " + draw.pick("[10.0.0.0/24]", "[203.0.113.0/24, 10.0.1.0/24]")),
        ports
            ? draw.maybe(2, draw.pick("ports", "notPorts") + ": " + draw.pick("[80]", "[\"80:443\"]", "[web, 81]"))
            : "");
  }
}
