package dev.canreach.agreement;

/** Namespaces, nodes, and the workloads and Services that policies and routes are about. */
final class Cluster {
  /** Part of every cluster. */
  static final String BASE = """
      {apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {team: red, istio-injection: enabled}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: w, labels: {team: blue}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {zone: a}}, spec: {podCIDR: 10.0.0.0/24},
       status: {addresses: [{type: InternalIP, address: 10.0.8.1}]}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n2}, spec: {podCIDR: 10.0.1.0/24},
       status: {addresses: [{type: InternalIP, address: 10.0.8.2}]}}
      """;

  private Cluster() {}

  /** A pod with an address, or a Deployment of pods without; `NAME` and `NUMBER` stand for what makes it unique. */
  static String workload(Draw draw) {
    String containers = "containers: [" + Draw.map("name: c", "image: i",
        "ports: [{name: web, containerPort: " + draw.pick("80", "8080") + "}, {name: dns, containerPort: 53, "
            + "protocol: UDP}]")
        + draw.maybe(2, ", {name: istio-proxy, image: proxyv2}") + "]";
    String account = "serviceAccountName: " + draw.pick("web", "default");
    if (draw.once(4)) {
      return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: NAME, namespace: %s}, spec: {replicas: %s, "
          .formatted(draw.namespace(), draw.pick("1", "2"))
          + "selector: {matchLabels: {run: NAME}}, template: {metadata: {labels: {run: NAME, %s}}, spec: {%s, %s}}}}"
              .formatted(draw.pick("app: a", "app: b", "tier: web"), account, containers);
    }
    String node = draw.pick("1", "2");
    if (draw.once(8)) {
      return pod(draw, "nodeName: n" + node + ", hostNetwork: true, " + account, containers, "10.0.8." + node, "");
    }
    String second = draw.maybe(4, ", {ip: \"fd00::NUMBER\"}");
    return pod(draw, "nodeName: n" + node + ", " + account, containers,
        "10.0." + (node.equals("1") ? "0" : "1") + ".NUMBER", second);
  }

  private static String pod(Draw draw, String spec, String containers, String address, String second) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: NAME, namespace: %s, labels: %s}, spec: {%s, %s}, "
        .formatted(draw.namespace(), draw.labels(), spec, containers)
        + "status: {phase: Running, podIP: %s, podIPs: [{ip: %s}%s]}}".formatted(address, address, second);
  }

  /** A Service over the pods of an app. */
  static String service(Draw draw) {
    return "{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: %s}, spec: %s}".formatted(
        draw.pick("a", "b"), draw.namespace(),
        Draw.map("selector: {app: " + draw.pick("a", "b") + "}",
            "clusterIP: " + draw.pick("10.96.0.NUMBER", "10.96.0.NUMBER", "10.96.0.NUMBER", "None"),
            "ports: [{name: http, port: 80, targetPort: " + draw.pick("web", "8080", "80") + "}"
                + draw.maybe(3, ", {name: tcp-db, port: 5432, targetPort: 81}") + "]"));
  }

  /** A Service that is reached from outside. */
  static String openService(Draw draw) {
    boolean balanced = draw.once(2);
    return "{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: %s}, spec: %s%s}".formatted(
        draw.pick("a", "b"), draw.namespace(),
        Draw.map("selector: {app: " + draw.pick("a", "b") + "}", "type: " + (balanced ? "LoadBalancer" : "NodePort"),
            "clusterIP: 10.96.0.NUMBER", draw.maybe(2, "externalTrafficPolicy: Local"),
            balanced ? draw.maybe(4, "loadBalancerSourceRanges: [203.0.113.0/25]") : "",
            "ports: [{name: http, port: 80, nodePort: 3008" + draw.pick("0", "1") + ", targetPort: web}]"),
        draw.maybe(2, ", status: {loadBalancer: {ingress: [{ip: 203.0.113.10}]}}"));
  }
}
