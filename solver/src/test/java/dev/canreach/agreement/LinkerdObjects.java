package dev.canreach.agreement;

/** What the other mesh consists of: Servers, who may call them, and what clients do with calls. */
final class LinkerdObjects {
  /** Namespaces whose pods are in the mesh, or may be. */
  static final String MESH = """
      {apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {team: red}, annotations: {linkerd.io/inject: enabled, \
      config.linkerd.io/skip-outbound-ports: "53,8080-8081", config.linkerd.io/default-inbound-policy: \
      cluster-authenticated}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: out, namespace: w, annotations: {linkerd.io/inject: enabled}}, spec: \
      {serviceAccountName: web, containers: [{name: c, image: i, readinessProbe: {httpGet: {path: /api, port: 80}}}]}, \
      status: {podIP: 10.0.1.250}}
      """;

  private LinkerdObjects() {}

  static String policy(Draw draw) {
    return draw.from(() -> server(draw), () -> server(draw), () -> authorization(draw), () -> authorization(draw),
        () -> serverAuthorization(draw), () -> route(draw));
  }

  static String traffic(Draw draw) {
    return draw.from(() -> egress(draw), () -> profile(draw), () -> route(draw));
  }

  private static String object(String version, String kind, String name, String namespace, String spec) {
    return "{apiVersion: %s, kind: %s, metadata: {name: %s, namespace: %s}, spec: %s}".formatted(version, kind, name,
        namespace, spec);
  }

  private static String server(Draw draw) {
    String created = draw.maybe(2, ", creationTimestamp: \"2026-01-0" + draw.pick("1", "2", "3") + "T00:00:00Z\"");
    return "{apiVersion: policy.linkerd.io/v1beta3, kind: Server, metadata: {name: %s, namespace: %s, labels: {tier: %s}%s}, spec: %s}"
        .formatted(draw.pick("s", "t", "NAME"), draw.namespace(), draw.pick("web", "db"), created,
            Draw.map("podSelector: " + draw.podSelector(), "port: " + draw.pick("80", "web", "8080"),
                draw.maybe(2, "proxyProtocol: " + draw.pick("HTTP/1", "opaque", "TLS", "unknown")),
                draw.maybe(2, "accessPolicy: " + draw.pick("all-unauthenticated", "all-authenticated",
                    "cluster-unauthenticated", "cluster-authenticated", "deny", "audit"))));
  }

  private static String authorization(Draw draw) {
    String namespace = draw.namespace();
    String target = draw.pick("{group: policy.linkerd.io, kind: Server, name: s}",
        "{group: policy.linkerd.io, kind: Server, name: t}", "{kind: Namespace, name: " + namespace + "}",
        "{group: policy.linkerd.io, kind: HTTPRoute, name: r}");
    String required = draw.pick("[]", "[{kind: ServiceAccount, name: web, namespace: x}]",
        "[{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: NAME}]",
        "[{group: policy.linkerd.io, kind: NetworkAuthentication, name: NAME}]",
        "[{kind: ServiceAccount, name: default}, {group: policy.linkerd.io, kind: NetworkAuthentication, name: NAME}]");
    return String.join("\n---\n",
        object("policy.linkerd.io/v1alpha1", "AuthorizationPolicy", "NAME", namespace,
            Draw.map("targetRef: " + target, "requiredAuthenticationRefs: " + required)),
        object("policy.linkerd.io/v1alpha1", "MeshTLSAuthentication", "NAME", namespace,
            draw.pick("{identities: [\"*\"]}", "{identityRefs: [{kind: Namespace, name: w}]}",
                "{identities: [\"*.x.serviceaccount.identity.linkerd.cluster.local\"]}")),
        object("policy.linkerd.io/v1alpha1", "NetworkAuthentication", draw.pick("NAME", "other"), namespace,
            "{networks: [{cidr: \"" + draw.block() + "\"}]}"));
  }

  private static String serverAuthorization(Draw draw) {
    return object("policy.linkerd.io/v1beta1", "ServerAuthorization", "NAME", draw.namespace(),
        Draw.map("server: " + draw.pick("{name: s}", "{selector: {matchLabels: {tier: db}}}"), "client: " + Draw.map(
            draw.pick("unauthenticated: true", "meshTLS: {unauthenticatedTLS: true}",
                "meshTLS: {serviceAccounts: [{name: web}]}"),
            draw.maybe(2, "networks: [{cidr: 10.0.0.0/16, except: [10.0.1.0/24]}]"))));
  }

  private static String route(Draw draw) {
    String parent = draw.pick("{group: policy.linkerd.io, kind: Server, name: s}",
        "{group: policy.linkerd.io, kind: Server, name: t}", "{group: core, kind: Service, name: a, port: 80}");
    return object("policy.linkerd.io/v1beta3", "HTTPRoute", draw.pick("r", "NAME"), draw.namespace(),
        Draw.map("parentRefs: [" + parent + "]", "rules: " + draw.list(1, 2, () -> "{matches: [" + draw.pick(
            "{path: {value: /api}}", "{path: {value: /}}", "{method: PUT}",
            "{path: {type: RegularExpression, value: /a.*}}") + "]}")));
  }

  private static String egress(Draw draw) {
    return object("policy.linkerd.io/v1alpha1", "EgressNetwork", "NAME", draw.pick("x", "w", "linkerd-egress"),
        Draw.map("trafficPolicy: " + draw.pick("Allow", "Deny"),
            draw.maybe(2, "networks: [{cidr: " + draw.pick("0.0.0.0/0", "203.0.113.0/24") + "}]")));
  }

  private static String profile(Draw draw) {
    return object("linkerd.io/v1alpha2", "ServiceProfile", draw.pick("a", "b") + ".x.svc.cluster.local", "x",
        draw.pick("{}", "{dstOverrides: [{authority: \"b.x.svc.cluster.local.:80\", weight: 1}]}"));
  }
}
