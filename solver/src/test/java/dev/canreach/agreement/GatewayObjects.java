package dev.canreach.agreement;

/** Ingresses, and gateways and routes of the Gateway API. */
final class GatewayObjects {
  /** The controllers of both, with the pods that proxy. */
  static final String CONTROLLERS = """
      {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx, annotations: \
      {ingressclass.kubernetes.io/is-default-class: "true"}}, spec: {controller: k8s.io/ingress-nginx}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: nginx, namespace: w, labels: {app.kubernetes.io/name: \
      ingress-nginx, app: c}}, spec: {containers: [{name: c, image: i}]}, status: {podIP: 10.0.1.201}}
      ---
      {apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: istio}, spec: {controllerName: \
      istio.io/gateway-controller}}
      """;

  private GatewayObjects() {}

  static String ingress(Draw draw) {
    return "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map(draw.maybe(2, "ingressClassName: nginx"),
            draw.maybe(3, "defaultBackend: " + backend(draw)),
            "rules: " + draw.list(1, 2, () -> Draw.map(draw.maybe(2, "host: " + draw.pick("shop.example",
                "\"*.example\"")),
                "http: {paths: " + draw.list(1, 2, () -> "{path: " + draw.pick("/", "/api", "/api/v1") + ", pathType: "
                    + draw.pick("Prefix", "Exact") + ", backend: " + backend(draw) + "}") + "}"))));
  }

  private static String backend(Draw draw) {
    return "{service: {name: " + draw.pick("a", "b") + ", port: {" + draw.pick("number: 80", "name: http") + "}}}";
  }

  static String gatewayApi(Draw draw) {
    return draw.from(() -> gateway(draw), () -> httpRoute(draw), () -> httpRoute(draw), () -> httpRoute(draw),
        () -> grant(draw), () -> tcpRoute(draw));
  }

  private static String gateway(Draw draw) {
    return "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: %s, namespace: %s}, spec: {%s}}"
        .formatted(draw.pick("gw", "other"), draw.namespace(),
            "gatewayClassName: istio, listeners: " + draw.pick("[{name: http, port: 80, protocol: HTTP}]",
                "[{name: http, port: 80, protocol: HTTP, hostname: \"*.example\", allowedRoutes: {namespaces: "
                    + "{from: All}}}, {name: db, port: 5432, protocol: TCP}]",
                "[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: "
                    + "{matchLabels: {team: blue}}}}}]"));
  }

  private static String parents(Draw draw) {
    return "parentRefs: [" + Draw.map("name: " + draw.pick("gw", "gw", "other"),
        "namespace: " + draw.namespace(), draw.maybe(4, "sectionName: http")) + "]";
  }

  private static String httpRoute(Draw draw) {
    return "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: NAME, namespace: %s}, spec: %s}"
        .formatted(draw.namespace(), Draw.map(parents(draw),
            draw.maybe(3, "hostnames: [" + draw.pick("shop.example", "\"*.example\"") + "]"),
            "rules: " + draw.list(1, 2, () -> httpRule(draw))));
  }

  private static String httpRule(Draw draw) {
    return Draw.map(
        draw.maybe(2, "matches: [" + draw.pick("{path: {type: PathPrefix, value: /api}}",
            "{path: {type: Exact, value: /}, method: GET}", "{headers: [{name: x-user, value: bob}]}") + "]"),
        draw.maybe(4, "filters: [" + draw.pick("{type: RequestRedirect, requestRedirect: {hostname: new.example}}",
            "{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}",
            "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-user, value: eve}]}}") + "]"),
        "backendRefs: " + draw.list(0, 2, () -> backendRef(draw)));
  }

  private static String backendRef(Draw draw) {
    return Draw.map("name: " + draw.pick("a", "b"), "port: 80", draw.maybe(3, "namespace: w"),
        draw.maybe(2, "weight: " + draw.pick("0", "1", "9")));
  }

  private static String tcpRoute(Draw draw) {
    return "{apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TCPRoute, metadata: {name: NAME, namespace: %s}, "
        .formatted(draw.namespace()) + "spec: {" + parents(draw) + ", rules: [{backendRefs: ["
        + backendRef(draw) + "]}]}}";
  }

  private static String grant(Draw draw) {
    return "{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: NAME, namespace: w}, "
        + "spec: {from: [{group: gateway.networking.k8s.io, kind: " + draw.pick("HTTPRoute", "TCPRoute")
        + ", namespace: x}], to: [{group: \"\", kind: Service" + draw.maybe(2, ", name: a") + "}]}}";
  }
}
