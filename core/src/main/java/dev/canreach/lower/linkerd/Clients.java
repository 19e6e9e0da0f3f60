package dev.canreach.lower.linkerd;

import dev.canreach.lower.kubernetes.Blocks;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.linkerd.AccessPolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who clients are: by their identity over mutual TLS, and by their address (LINKERD/L-2, L-3). */
final class Clients {
  private final MeshSettings settings;
  private final Membership membership;
  private final PacketExpr mutual;
  private final Blocks blocks;
  private final List<Endpoint> endpoints;
  private final PacketExpr inCluster;

  Clients(MeshSettings settings, Membership membership, PacketExpr mutual, Blocks blocks, List<Endpoint> endpoints) {
    this.settings = settings;
    this.membership = membership;
    this.mutual = mutual;
    this.blocks = blocks;
    this.endpoints = endpoints;
    this.inCluster = inCluster();
  }

  /** Clients without a known address are pods and nodes, which the networks of the cluster should hold. */
  private PacketExpr inCluster() {
    BitSet unknown = new BitSet();
    for (Endpoint endpoint : endpoints) {
      boolean runs = endpoint.role() != Role.VIRTUAL && endpoint.role() != Role.OUTSIDE;
      unknown.set(endpoint.index(), runs && endpoint.addresses().isEmpty());
    }
    List<PacketExpr> ways = new ArrayList<>();
    settings.clusterNetworks().forEach(network -> ways.add(PacketExpr.inPrefix(Side.SOURCE, network)));
    ways.add(PacketExpr.and(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(unknown)),
        PacketExpr.holds(Assumption.defaulted("clusterNetworks",
            "pods and nodes whose addresses are not known have them in the networks of the cluster",
            "add the running pods, with their addresses, to the input", true))));
    return PacketExpr.or(ways);
  }

  /** Mutual TLS gives the client an identity. */
  PacketExpr known() {
    return mutual;
  }

  /** The policy takes the client (the table of LINKERD/L-3). */
  PacketExpr taken(AccessPolicy policy) {
    return switch (policy) {
      case ALL_UNAUTHENTICATED, AUDIT -> PacketExpr.TRUE;
      case ALL_AUTHENTICATED -> mutual;
      case CLUSTER_UNAUTHENTICATED -> inCluster;
      case CLUSTER_AUTHENTICATED -> PacketExpr.and(mutual, inCluster);
      case DENY -> PacketExpr.FALSE;
    };
  }

  /** It has this identity: a name, {@code *} for any, or {@code *.} and the end of one. */
  PacketExpr identity(String pattern) {
    if (pattern.equals("*")) {
      return mutual;
    }
    String end = pattern.startsWith("*.") ? pattern.substring(1) : "";
    return among("the identity `" + pattern + "`",
        pod -> matches(pattern, end, pod.account() + "." + suffix(pod.namespace())),
        namespace -> future(pattern, end, namespace));
  }

  private static boolean matches(String pattern, String end, String identity) {
    return end.isEmpty() ? identity.equals(pattern) : identity.endsWith(end);
  }

  /** Of a pod that does not exist yet only the namespace is known. */
  private PacketExpr future(String pattern, String end, String namespace) {
    String suffix = "." + suffix(namespace);
    if (!end.isEmpty() && suffix.endsWith(end)) {
      return PacketExpr.TRUE;
    }
    boolean possible = pattern.endsWith(suffix) && pattern.length() > suffix.length();
    return possible ? accountIs(pattern.substring(0, pattern.length() - suffix.length())) : PacketExpr.FALSE;
  }

  private String suffix(String namespace) {
    return namespace + settings.identitySuffix();
  }

  private static PacketExpr accountIs(String account) {
    return PacketExpr.holds(Assumption.open("future account",
        "the pod that does not exist yet runs under the service account `" + account + "`",
        "ask about a pod of the input, whose account is known"));
  }

  /** It runs under this service account. */
  PacketExpr account(String namespace, String name) {
    return among("the service account `" + namespace + "/" + name + "`",
        pod -> pod.namespace().equals(namespace) && pod.account().equals(name),
        other -> other.equals(namespace) ? accountIs(name) : PacketExpr.FALSE);
  }

  /** It runs in this namespace. */
  PacketExpr namespace(String name) {
    return among("an account of namespace `" + name + "`", pod -> pod.namespace().equals(name),
        other -> PacketExpr.constant(other.equals(name)));
  }

  private PacketExpr among(String who, Predicate<PodClass> pods, Function<String, PacketExpr> future) {
    BitSet members = new BitSet();
    membership.pods().forEach((endpoint, pod) -> members.set(endpoint, pods.test(pod)));
    List<PacketExpr> ways = new ArrayList<>();
    ways.add(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(members)));
    membership.futures()
        .forEach((endpoint, namespace) -> ways.add(PacketExpr.and(
            PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(endpoint)), future.apply(namespace))));
    ways.add(PacketExpr.and(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(membership.strangers())),
        PacketExpr.holds(Assumption.open("proxy",
            "proxies whose pods the input lacks run under " + who, "add the pods of the proxies to the input"))));
    return PacketExpr.and(mutual, PacketExpr.or(ways));
  }

  /** Its address lies in one of the networks. */
  PacketExpr in(List<IpBlock> networks) {
    return PacketExpr.or(networks.stream().map(network -> blocks.contain(Side.SOURCE, network)).toList());
  }
}
