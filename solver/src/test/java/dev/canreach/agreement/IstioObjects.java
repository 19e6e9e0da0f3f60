package dev.canreach.agreement;

/** What a mesh consists of: mutual TLS, authorization and routing. */
final class IstioObjects {
  private IstioObjects() {}

  static String security(Draw draw) {
    return draw.once(3) ? peerAuthentication(draw) : authorization(draw);
  }

  static String routing(Draw draw) {
    return draw.from(() -> virtualService(draw), () -> virtualService(draw), () -> destinationRule(draw),
        () -> entry(draw), () -> sidecar(draw));
  }

  private static String peerAuthentication(Draw draw) {
    String workload = draw.maybe(2, "selector: {matchLabels: {app: " + draw.pick("a", "b") + "}}");
    return "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.pick("x", "w", "istio-system"),
            Draw.map(workload, "mtls: {mode: " + draw.pick("STRICT", "PERMISSIVE", "DISABLE") + "}",
                workload.isEmpty()
                    ? ""
                    : draw.maybe(2, "portLevelMtls: {80: {mode: " + draw.pick("STRICT", "DISABLE")
                        + "}}")));
  }

  private static String authorization(Draw draw) {
    return "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.pick("x", "w", "istio-system"),
            Draw.map(draw.maybe(2, "selector: {matchLabels: {app: " + draw.pick("a", "b") + "}}"),
                "action: " + draw.pick("ALLOW", "ALLOW", "DENY"),
                "rules: " + draw.list(0, 2, () -> rule(draw))));
  }

  private static String rule(Draw draw) {
    return Draw.map(draw.maybe(2, "from: [{source: " + draw.pick("{namespaces: [x]}", "{principals: [\"*\"]}",
        "{principals: [cluster.local/ns/x/sa/web]}", "{notNamespaces: [w]}", "{ipBlocks: [10.0.0.0/24]}") + "}]"),
        draw.maybe(2, "to: [{operation: " + draw.pick("{ports: [\"80\"]}", "{notPorts: [\"8080\"]}",
            "{methods: [GET]}", "{paths: [/api*]}", "{hosts: [a.x.svc.cluster.local], ports: [\"80\", \"8080\"]}")
            + "}]"),
        draw.maybe(5, "when: [{key: source.namespace, values: [x]}]"));
  }

  private static String virtualService(Draw draw) {
    return "{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map("hosts: [" + host(draw) + "]",
            draw.maybe(3, "gateways: [mesh, x/" + draw.pick("gw", "none") + "]"),
            draw.once(5) ? "tcp: [{route: " + targets(draw) + "}]" : "http: " + draw.list(1, 2, () -> http(draw))));
  }

  private static String host(Draw draw) {
    return draw.pick("a", "b.x.svc.cluster.local", "a.w.svc.cluster.local", "shop.example");
  }

  private static String http(Draw draw) {
    return Draw.map(draw.maybe(2, "match: [" + draw.pick("{uri: {prefix: /api}}", "{method: {exact: PUT}}",
        "{headers: {x-user: {exact: bob}}}", "{port: 80, uri: {exact: /}}") + "]"),
        draw.from(() -> "route: " + targets(draw), () -> "route: " + targets(draw),
            () -> "redirect: {uri: /new}", () -> "directResponse: {status: 503}"),
        draw.maybe(6, "fault: {abort: {httpStatus: 500, percentage: {value: " + draw.pick("100", "50") + "}}}"));
  }

  private static String targets(Draw draw) {
    return draw.once(2)
        ? "[{destination: " + target(draw) + "}]"
        : "[{destination: " + target(draw) + ", weight: 90}, {destination: " + target(draw) + ", weight: 10}]";
  }

  private static String target(Draw draw) {
    return Draw.map("host: " + draw.pick("a", "b", "a.x.svc.cluster.local", "b.w.svc.cluster.local"),
        draw.maybe(3, "subset: " + draw.pick("v1", "v2")), draw.maybe(3, "port: {number: 80}"));
  }

  private static String destinationRule(Draw draw) {
    return "{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map("host: " + draw.pick("a", "b", "a.x.svc.cluster.local"),
            draw.maybe(2, "trafficPolicy: {tls: {mode: " + draw.pick("DISABLE", "ISTIO_MUTUAL", "SIMPLE") + "}}"),
            "subsets: [{name: v1, labels: {tier: web}}, {name: v2, labels: {tier: db}}]"));
  }

  private static String entry(Draw draw) {
    return "{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map("hosts: [shop.example]", "location: MESH_EXTERNAL",
            "addresses: [203.0.113.7]", "ports: [{number: 80, name: http, protocol: HTTP}]",
            draw.pick("resolution: STATIC, endpoints: [{address: 203.0.113.8}]", "resolution: NONE")));
  }

  private static String sidecar(Draw draw) {
    return "{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map(
            draw.maybe(2, "outboundTrafficPolicy: {mode: " + draw.pick("REGISTRY_ONLY", "ALLOW_ANY") + "}"),
            "egress: [{hosts: [" + draw.pick("\"./*\"", "\"*/*\"", "x/a.x.svc.cluster.local") + "]}]"));
  }

  /** A Gateway of Istio with the pods that it configures. */
  static String gateway(Draw draw) {
    return """
        {apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: gw, namespace: x}, spec: {selector: \
        {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [%s]}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: istio-ingressgateway, namespace: istio-system}, spec: {type: \
        LoadBalancer, selector: {istio: ingressgateway}, ports: [{name: http2, port: 80, targetPort: 80}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: ingressgateway, namespace: istio-system, labels: {istio: \
        ingressgateway}}, spec: {containers: [{name: istio-proxy, image: proxyv2}]}, status: {podIP: 10.0.1.200}}
        """.formatted(draw.pick("\"*\"", "shop.example"));
  }
}
