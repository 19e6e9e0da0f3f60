package dev.canreach.lower.linkerd;

import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.proxy.Sidecars;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.Namespace;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which pods have a proxy of the mesh, and what annotations say about it (LINKERD/L-1). */
final class Membership {
  private static final String INJECT = "linkerd.io/inject";
  private static final Set<String> INJECTED = Set.of("enabled", "ingress");
  private static final String DISABLED = "disabled";
  private static final String PROXY = "linkerd-proxy";
  /** The label of namespaces whose pods the webhook never sees. */
  private static final String WEBHOOKS = "config.linkerd.io/admission-webhooks";
  private static final Set<String> SYSTEM = Set.of("kube-system", "cert-manager");

  private final MeshSettings settings;
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final SortedMap<Integer, PodClass> pods = new TreeMap<>();
  private final SortedMap<Integer, String> futures = new TreeMap<>();
  private final BitSet strangers = new BitSet();
  private final Sidecars sidecars;

  Membership(Inventory inventory, MeshSettings settings, Cluster cluster, List<Endpoint> endpoints) {
    this.settings = settings;
    inventory.latest(Namespace.class).forEach(namespace -> namespaces.put(namespace.name(), namespace));
    SortedMap<Integer, PacketExpr> conditions = new TreeMap<>();
    for (Endpoint endpoint : endpoints) {
      PodClass pod = cluster.pods().get(endpoint.id());
      if (pod != null && pod.role() == Role.WORKLOAD) {
        conditions.put(endpoint.index(), condition(pod));
        pods.put(endpoint.index(), pod);
      } else if (endpoint.role() == Role.FUTURE) {
        conditions.put(endpoint.index(), future(endpoint.namespace()));
        futures.put(endpoint.index(), endpoint.namespace());
      } else if (isProxy(endpoint) && !settings.mode().equals("none")) {
        conditions.put(endpoint.index(), open("proxies whose pods the input lacks are in the mesh",
            "add the pods of the proxies to the input, or --assume mesh=none"));
        strangers.set(endpoint.index());
      }
    }
    sidecars = new Sidecars(conditions);
    pods.keySet().retainAll(sidecars.members());
    futures.keySet().retainAll(sidecars.members());
  }

  /** An entry such as a Gateway opens connections where the pods of its proxy are not known; a Service never does. */
  private static boolean isProxy(Endpoint endpoint) {
    return endpoint.role() == Role.VIRTUAL && !endpoint.id().startsWith("service/");
  }

  /** Whether anything in the input asks for a proxy, or has one. */
  static boolean isWanted(Inventory inventory, Iterable<PodClass> pods) {
    for (PodClass pod : pods) {
      if (carriesProxy(pod) || INJECTED.contains(pod.annotations().getOrDefault(INJECT, ""))) {
        return true;
      }
    }
    return inventory.all(Namespace.class)
        .stream()
        .anyMatch(namespace -> INJECTED.contains(namespace.meta().annotations().getOrDefault(INJECT, "")));
  }

  private static boolean carriesProxy(PodClass pod) {
    for (Container container : pod.spec().containers()) {
      if (container.name().equals(PROXY)) {
        return true;
      }
    }
    return false;
  }

  /** The pods that have a proxy, or may have one. */
  Sidecars sidecars() {
    return sidecars;
  }

  /** The pods of the input among them, by the index of the endpoint. */
  SortedMap<Integer, PodClass> pods() {
    return pods;
  }

  /** The pods that a question supposes among them, each with its namespace. */
  SortedMap<Integer, String> futures() {
    return futures;
  }

  /** Proxies of entries, of which only the entry is known: nobody knows where and under which account they run. */
  BitSet strangers() {
    return (BitSet) strangers.clone();
  }

  private PacketExpr condition(PodClass pod) {
    if (settings.mode().equals("none") || !pod.selectable()) {
      return PacketExpr.FALSE;
    }
    if (carriesProxy(pod)) {
      return PacketExpr.TRUE;
    }
    String own = pod.annotations().getOrDefault(INJECT, "");
    if (isLeftOut(pod.namespace()) || own.equals(DISABLED) || isMisspelt(own)) {
      return PacketExpr.FALSE;
    }
    if (settings.mode().equals("any")) {
      return open("the pods of `" + pod.id() + "` have a proxy of the mesh");
    }
    if (INJECTED.contains(own)) {
      return PacketExpr.TRUE;
    }
    Namespace namespace = namespaces.get(pod.namespace());
    return namespace == null
        ? open("the pods of namespace `" + pod.namespace() + "` have a proxy of the mesh")
        : PacketExpr.constant(INJECTED.contains(namespace.meta().annotations().getOrDefault(INJECT, "")));
  }

  private boolean isLeftOut(String name) {
    Namespace namespace = namespaces.get(name);
    return SYSTEM.contains(name)
        || (namespace != null && (namespace.meta().labels().getOrDefault(WEBHOOKS, "").equals(DISABLED)
            || isMisspelt(namespace.meta().annotations().getOrDefault(INJECT, ""))));
  }

  /** The webhook injects nothing where the annotation has a value that it does not know. */
  private static boolean isMisspelt(String value) {
    return !value.isEmpty() && !value.equals(DISABLED) && !INJECTED.contains(value);
  }

  /** A pod that does not exist yet may have annotations of its own. */
  private PacketExpr future(String namespace) {
    return settings.mode().equals("none") || isLeftOut(namespace)
        ? PacketExpr.FALSE
        : open("the pod that does not exist yet has a proxy of the mesh");
  }

  private static PacketExpr open(String statement) {
    return open(statement, "add the Namespace with its annotations, or --assume mesh=none");
  }

  private static PacketExpr open(String statement, String remedy) {
    return PacketExpr.holds(Assumption.open("mesh", statement, remedy));
  }

  /** What an annotation says about the proxy of a pod: its own, else that of its namespace when the proxy is yet to come. */
  Optional<String> setting(int endpoint, String annotation) {
    PodClass pod = pods.get(endpoint);
    if (pod == null) {
      return ofNamespace(futures.getOrDefault(endpoint, ""), annotation);
    }
    String own = pod.annotations().get(annotation);
    if (own != null) {
      return Optional.of(own);
    }
    return carriesProxy(pod) ? Optional.empty() : ofNamespace(pod.namespace(), annotation);
  }

  private Optional<String> ofNamespace(String name, String annotation) {
    return Optional.ofNullable(namespaces.get(name)).map(each -> each.meta().annotations().get(annotation));
  }
}
