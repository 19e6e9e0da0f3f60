package dev.canreach.agreement;

/** Policies of Cilium. */
final class CiliumPolicies {
  private CiliumPolicies() {}

  static String policy(Draw draw) {
    boolean everywhere = draw.once(3);
    return "{apiVersion: cilium.io/v2, kind: %s, metadata: {name: NAME%s}, spec: %s}".formatted(
        everywhere ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy",
        everywhere ? "" : ", namespace: " + draw.namespace(),
        Draw.map(everywhere && draw.once(4) ? "nodeSelector: {}" : "endpointSelector: " + selector(draw),
            draw.maybe(5, "enableDefaultDeny: {ingress: false}"),
            "ingress: " + draw.list(1, 2, () -> rule(draw, "from")),
            draw.maybe(2, "egress: " + draw.list(1, 2, () -> rule(draw, "to"))),
            draw.maybe(4, "ingressDeny: " + draw.list(1, 1, () -> rule(draw, "from"))),
            draw.maybe(4, "egressDeny: " + draw.list(1, 1, () -> rule(draw, "to")))));
  }

  private static String selector(Draw draw) {
    return draw.pick("{}", "{matchLabels: {app: a}}", "{matchLabels: {\"k8s:app\": b}}",
        "{matchExpressions: [{key: tier, operator: Exists}]}",
        "{matchLabels: {\"k8s:io.kubernetes.pod.namespace\": w}}");
  }

  private static String rule(Draw draw, String direction) {
    return Draw.map(
        draw.from(() -> direction + "Endpoints: " + draw.list(0, 2, () -> selector(draw)),
            () -> direction + "Entities: [" + draw.pick("world", "cluster", "host", "remote-node", "all",
                "kube-apiserver") + "]",
            () -> direction + "CIDR: [\"" + draw.block() + "\"]",
            () -> direction + "CIDRSet: [{cidr: 203.0.113.0/24, except: [203.0.113.128/25]}]",
            () -> ""),
        draw.pick("", "toPorts: [{ports: [{port: \"80\", protocol: TCP}]}]",
            "toPorts: [{ports: [{port: \"80\", endPort: 443, protocol: ANY}]}]", "toPorts: [{ports: [{port: web}]}]",
            "toPorts: [{ports: [{port: \"0\", protocol: UDP}]}]", "icmps: [{fields: [{type: 8, family: IPv4}]}]"));
  }
}
