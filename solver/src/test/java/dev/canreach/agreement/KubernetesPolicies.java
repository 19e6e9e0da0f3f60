package dev.canreach.agreement;

/** NetworkPolicy and the policies of administrators. */
final class KubernetesPolicies {
  private KubernetesPolicies() {}

  static String networkPolicy(Draw draw) {
    return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map("podSelector: " + draw.podSelector(),
            "policyTypes: " + draw.pick("[Ingress]", "[Egress]", "[Ingress, Egress]"),
            "ingress: " + draw.list(0, 2, () -> rule(draw, "from")),
            "egress: " + draw.list(0, 2, () -> rule(draw, "to"))));
  }

  private static String rule(Draw draw, String direction) {
    return Draw.map(draw.once(5) ? "" : direction + ": " + draw.list(1, 2, () -> peer(draw)),
        draw.once(3) ? "" : "ports: " + draw.list(1, 2, () -> port(draw)));
  }

  private static String peer(Draw draw) {
    return draw.from(
        () -> "{podSelector: " + draw.podSelector() + "}",
        () -> "{namespaceSelector: " + draw.namespaceSelector() + "}",
        () -> "{namespaceSelector: " + draw.namespaceSelector() + ", podSelector: " + draw.podSelector() + "}",
        () -> draw.pick("{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/24]}}", "{ipBlock: {cidr: 10.0.0.0/8}}",
            "{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}", "{ipBlock: {cidr: \"::/0\"}}"));
  }

  private static String port(Draw draw) {
    return draw.pick("{port: web}", "{port: dns, protocol: UDP}", "{protocol: UDP}", "{port: 80, endPort: 8080}",
        "{port: " + draw.port() + ", protocol: " + draw.protocol() + "}");
  }

  static String adminPolicy(Draw draw) {
    boolean baseline = draw.once(4);
    return "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: %s, metadata: {name: %s}, spec: %s}".formatted(
        baseline ? "BaselineAdminNetworkPolicy" : "AdminNetworkPolicy", baseline ? "default" : "NAME",
        Draw.map(baseline ? "" : "priority: " + draw.pick("1", "2", "3"),
            "subject: " + draw.from(() -> "{namespaces: " + draw.namespaceSelector() + "}", () -> pods(draw)),
            "ingress: " + draw.list(0, 2, () -> adminRule(draw, "from", baseline)),
            "egress: " + draw.list(0, 2, () -> adminRule(draw, "to", baseline))));
  }

  private static String pods(Draw draw) {
    return "{pods: {namespaceSelector: " + draw.namespaceSelector() + ", podSelector: " + draw.podSelector() + "}}";
  }

  private static String adminRule(Draw draw, String direction, boolean baseline) {
    return Draw.map("action: " + (baseline ? draw.pick("Allow", "Deny") : draw.pick("Allow", "Deny", "Pass")),
        direction + ": " + draw.list(1, 2, () -> draw.from(
            () -> "{namespaces: " + draw.namespaceSelector() + "}", () -> pods(draw),
            () -> direction.equals("to") ? "{networks: [\"" + draw.block() + "\"]}" : pods(draw))),
        draw.once(2)
            ? ""
            : "ports: " + draw.list(1, 2, () -> draw.from(
                () -> "{portNumber: {protocol: " + draw.protocol() + ", port: " + draw.port() + "}}",
                () -> "{portRange: {protocol: TCP, start: 80, end: 443}}",
                () -> direction.equals("to")
                    ? "{portRange: {protocol: UDP, start: 1, end: 53}}"
                    : "{namedPort: web}")));
  }

  static String clusterPolicy(Draw draw) {
    return "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: NAME}, spec: %s}"
        .formatted(Draw.map("tier: " + draw.pick("Admin", "Baseline"), "priority: " + draw.pick("1", "2"),
            "subject: " + draw.from(() -> "{namespaces: " + draw.namespaceSelector() + "}", () -> pods(draw)),
            "ingress: " + draw.list(0, 2, () -> clusterRule(draw, "from")),
            "egress: " + draw.list(0, 2, () -> clusterRule(draw, "to"))));
  }

  private static String clusterRule(Draw draw, String direction) {
    return Draw.map("action: " + draw.pick("Accept", "Deny", "Pass"),
        direction + ": " + draw.list(1, 2, () -> draw.from(
            () -> "{namespaces: " + draw.namespaceSelector() + "}", () -> pods(draw),
            () -> direction.equals("to") ? "{networks: [\"" + draw.block() + "\"]}" : pods(draw))),
        draw.once(2)
            ? ""
            : "protocols: " + draw.list(1, 2, () -> draw.from(
                () -> "{tcp: {destinationPort: {number: " + draw.port() + "}}}",
                () -> "{udp: {destinationPort: {range: {start: 53, end: 80}}}}")));
  }
}
