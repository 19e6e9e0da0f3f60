package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.WorkloadSelector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom a policy applies to: the proxies of some pods, as far as they see the connection (ISTIO/I-7.1). */
final class Scopes {
  private final MeshSettings settings;
  private final Membership membership;
  private final InboundPorts ports;
  private final PacketExpr gateways;
  private final Map<List<Object>, PacketExpr> found = new HashMap<>();

  Scopes(MeshSettings settings, Membership membership, InboundPorts ports) {
    this.settings = settings;
    this.membership = membership;
    this.ports = ports;
    BitSet proxies = new BitSet();
    membership.proxied().forEach(pod -> proxies.set(pod, membership.kind(pod) == Membership.Kind.GATEWAY));
    this.gateways = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(proxies));
  }

  /** The destination has a proxy, which the policy of this namespace and selector applies to. */
  PacketExpr of(String namespace, WorkloadSelector selector) {
    return found.computeIfAbsent(List.of(namespace, selector.labels()),
        key -> PacketExpr.and(membership.among(Side.DESTINATION, members(namespace, selector)), ports.captured(),
            PacketExpr.not(PacketExpr.and(gateways, PacketExpr.matches(TextField.TLS, TextPattern.present())))));
  }

  /** The pods that a policy applies to, as far as they have a proxy. */
  BitSet members(String namespace, WorkloadSelector selector) {
    BitSet members = new BitSet();
    for (int endpoint : membership.proxied()) {
      PodClass pod = membership.pod(endpoint).orElse(null);
      if (pod != null && (namespace.equals(settings.rootNamespace()) || namespace.equals(pod.namespace()))
          && selector.matches(pod.labels())) {
        members.set(endpoint);
      }
    }
    return members;
  }

  /** The proxy reads HTTP from the connection (ISTIO/I-7.6). */
  PacketExpr readsHttp() {
    return PacketExpr.and(PacketExpr.not(ports.opaque()), PacketExpr.isHttp());
  }

  /** The proxy passes bytes on without reading HTTP. */
  PacketExpr passesBytes() {
    return PacketExpr.or(ports.opaque(),
        PacketExpr.and(PacketExpr.not(ports.http()), PacketExpr.not(PacketExpr.isHttp())));
  }

  /** The proxy waits for HTTP, and the question does not say which request comes. */
  PacketExpr awaitsHttp() {
    return PacketExpr.and(ports.http(), PacketExpr.not(PacketExpr.isHttp()));
  }
}
