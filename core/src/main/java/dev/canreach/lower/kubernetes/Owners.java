package dev.canreach.lower.kubernetes;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.OwnerReference;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who manages a pod: its chain of controllers, as far as they are listed (K8S/W-15). Where the middle of the chain is
 * missing, the names that controllers give bridge it: a ReplicaSet is called after its Deployment and the pods' hash, a
 * Job after its CronJob and the time.
 */
final class Owners {
  private final Map<String, Workload> byKey = new HashMap<>();

  Owners(List<Workload> workloads) {
    workloads.forEach(workload -> byKey.put(id(workload), workload));
  }

  /** The id of the endpoint of a workload's template. */
  static String id(Workload workload) {
    return id(workload.kind(), workload.namespace(), workload.name());
  }

  private static String id(String kind, String namespace, String name) {
    return kind.toLowerCase(Locale.ROOT) + "/" + namespace + "/" + name;
  }

  /** The listed workloads that manage the pod, from the nearest up. */
  List<Workload> of(Pod pod) {
    return chain(pod.meta(), pod.meta().labels().getOrDefault("pod-template-hash", ""));
  }

  /** The listed workloads that manage the workload, from the nearest up. */
  List<Workload> of(Workload workload) {
    return chain(workload.meta(), workload.meta().labels().getOrDefault("pod-template-hash", ""));
  }

  private List<Workload> chain(ObjectMeta meta, String hash) {
    if (meta.owners().isEmpty()) {
      return List.of();
    }
    List<Workload> chain = new ArrayList<>();
    Optional<OwnerReference> owner = controller(meta);
    while (owner.isPresent()) {
      Optional<Workload> next = listed(owner.get(), meta.namespace(), hash);
      if (next.isEmpty() || chain.contains(next.get())) {
        return chain;
      }
      chain.add(next.get());
      owner = controller(next.get().meta());
    }
    return chain;
  }

  private static Optional<OwnerReference> controller(ObjectMeta meta) {
    return meta.owners().stream().filter(OwnerReference::controller).findFirst();
  }

  private Optional<Workload> listed(OwnerReference owner, String namespace, String hash) {
    Workload exact = byKey.get(id(owner.kind(), namespace, owner.name()));
    if (exact != null) {
      return Optional.of(exact);
    }
    String name = owner.name();
    int dash = name.lastIndexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    String suffix = name.substring(dash + 1);
    String managed = name.substring(0, dash);
    return switch (owner.kind()) {
      case "ReplicaSet" -> Optional.ofNullable(byKey.get(id("Deployment", namespace, managed)))
          .filter(deployment -> suffix.equals(hash));
      case "Job" -> Optional.ofNullable(byKey.get(id("CronJob", namespace, managed)))
          .filter(cronJob -> suffix.matches("[0-9]+"));
      default -> Optional.empty();
    };
  }
}
