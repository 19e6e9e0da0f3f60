package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.proxy.Sidecars;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which pods have a proxy of the mesh (ISTIO/I-2). */
final class Membership {
  static final String INJECT = "sidecar.istio.io/inject";
  private static final String NAMESPACE_INJECTION = "istio-injection";
  private static final String REVISION = "istio.io/rev";
  private static final String DATAPLANE = "istio.io/dataplane-mode";
  private static final String STATUS = "sidecar.istio.io/status";
  private static final String TEMPLATES = "inject.istio.io/templates";
  private static final String PROXY = "istio-proxy";
  /** Namespaces in which nothing is ever injected (ISTIO/I-2.1). */
  private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease",
      "local-path-storage");

  /** What a pod is to the mesh. */
  enum Kind {
    /** It has a proxy beside it. */
    SIDECAR,
    /** It is a proxy that traffic enters or leaves by. */
    GATEWAY,
    /** The node's proxy serves it. */
    AMBIENT,
    /** It has no proxy. */
    NONE,
    /** The input does not say. */
    OPEN
  }

  private final MeshSettings settings;
  private final Cluster cluster;
  private final Map<Integer, Kind> kinds = new TreeMap<>();
  private final Map<Integer, PodClass> pods = new TreeMap<>();
  private final Sidecars sidecars;

  Membership(MeshSettings settings, Cluster cluster, List<Endpoint> endpoints) {
    this.settings = settings;
    this.cluster = cluster;
    SortedMap<Integer, PacketExpr> conditions = new TreeMap<>();
    for (Endpoint endpoint : endpoints) {
      PodClass pod = cluster.pods().get(endpoint.id());
      if (pod != null && pod.role() == Role.WORKLOAD) {
        Kind kind = kind(pod);
        kinds.put(endpoint.index(), kind);
        pods.put(endpoint.index(), pod);
        conditions.put(endpoint.index(), switch (kind) {
          case SIDECAR, GATEWAY -> PacketExpr.TRUE;
          case AMBIENT, NONE -> PacketExpr.FALSE;
          case OPEN -> PacketExpr.holds(open(pod.namespace()));
        });
      } else if (endpoint.role() == Role.FUTURE) {
        kinds.put(endpoint.index(), Kind.OPEN);
        conditions.put(endpoint.index(), PacketExpr.holds(open(endpoint.namespace())));
      }
    }
    sidecars = new Sidecars(conditions);
  }

  private static Assumption open(String namespace) {
    return Assumption.open("mesh", "the pods of namespace `" + namespace + "` have a proxy of the mesh",
        "add the Namespace with its labels, or --assume mesh=none");
  }

  /** The pods that are or may be in the mesh, and whether there is any. */
  boolean isEmpty() {
    return kinds.values().stream().allMatch(kind -> kind == Kind.NONE);
  }

  /** What an endpoint is to the mesh. */
  Kind kind(int endpoint) {
    return kinds.getOrDefault(endpoint, Kind.NONE);
  }

  /** When an endpoint has a proxy of its own: a condition on assumptions only. */
  PacketExpr condition(int endpoint) {
    return sidecars.condition(endpoint);
  }

  /** The pods that have a proxy, or may have one, in ascending order. */
  List<Integer> proxied() {
    return sidecars.members();
  }

  /** The pods that the node's proxy serves. */
  EndpointSet ambient() {
    BitSet members = new BitSet();
    kinds.forEach((endpoint, kind) -> members.set(endpoint, kind == Kind.AMBIENT));
    return EndpointSet.of(members);
  }

  /** The pod behind an endpoint. */
  Optional<PodClass> pod(int endpoint) {
    return Optional.ofNullable(pods.get(endpoint));
  }

  /** The end is one of these endpoints, and has a proxy of its own. */
  PacketExpr among(Side side, BitSet members) {
    return sidecars.among(side, members);
  }

  private Kind kind(PodClass pod) {
    if (settings.mode().equals("none") || !pod.selectable()) {
      return Kind.NONE;
    }
    boolean carriesProxy = pod.spec().containers().stream().anyMatch(container -> container.name().equals(PROXY));
    boolean injected = carriesProxy || pod.annotations().containsKey(STATUS);
    boolean gateway = pod.annotations().getOrDefault(TEMPLATES, "").equals("gateway")
        || (carriesProxy && pod.serving().size() == 1);
    if (injected) {
      return gateway ? Kind.GATEWAY : Kind.SIDECAR;
    }
    if (SYSTEM.contains(pod.namespace())) {
      return Kind.NONE;
    }
    if (settings.mode().equals("any") || pod.openLabels().contains(INJECT)) {
      return Kind.OPEN;
    }
    return predicted(pod, gateway ? Kind.GATEWAY : Kind.SIDECAR);
  }

  /** What the injection webhook will do with it (ISTIO/I-2.1). */
  private Kind predicted(PodClass pod, Kind injected) {
    boolean listed = cluster.namespaces().listed(pod.namespace());
    Map<String, String> namespace = cluster.namespaces().of(pod.namespace());
    String pods = pod.labels().getOrDefault(INJECT, "");
    if (pods.equals("false")) {
      return ambientOr(Kind.NONE, pod, namespace);
    }
    if (!listed) {
      return Kind.OPEN;
    }
    String injection = namespace.getOrDefault(NAMESPACE_INJECTION, "");
    boolean selected;
    if (!injection.isEmpty()) {
      selected = injection.equals("enabled");
    } else if (namespace.containsKey(REVISION)) {
      selected = true;
    } else {
      selected = pods.equals("true") || pod.labels().containsKey(REVISION);
    }
    boolean refused = !pods.equals("true") && pod.annotations().getOrDefault(INJECT, "").equals("false");
    return selected && !refused ? injected : ambientOr(Kind.NONE, pod, namespace);
  }

  /** The node's proxy serves pods without one of their own, by label (ISTIO/I-2.4). */
  private static Kind ambientOr(Kind other, PodClass pod, Map<String, String> namespace) {
    String own = pod.labels().getOrDefault(DATAPLANE, "");
    boolean enrolled = own.equals("ambient")
        || (namespace.getOrDefault(DATAPLANE, "").equals("ambient") && !own.equals("none"));
    return enrolled ? Kind.AMBIENT : other;
  }
}
