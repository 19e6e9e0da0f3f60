package dev.canreach.lint;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pods of the input by namespace. A pod whose template is listed as well is here twice: both have its labels. */
public final class PodGroups {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final SortedMap<String, List<PodGroup>> byNamespace = new TreeMap<>();

  private PodGroups(List<PodGroup> groups) {
    groups.stream()
        .sorted(Comparator.comparing(PodGroup::object).thenComparing(PodGroup::span))
        .forEach(group -> byNamespace.computeIfAbsent(group.namespace(), key -> new ArrayList<>()).add(group));
  }

  static PodGroups of(Inventory inventory) {
    var groups = new ArrayList<PodGroup>();
    for (Pod pod : inventory.all(Pod.class)) {
      if (!ENDED.contains(pod.status().phase())) {
        groups.add(new PodGroup(pod.id(), pod.namespace(), pod.meta().labels(), Set.of(), pod.spec(), pod.span(),
            new TreeMap<>()));
      }
    }
    for (Workload workload : inventory.all(Workload.class)) {
      groups.add(new PodGroup(workload.id(), workload.namespace(), workload.template().labels(),
          added(workload.kind()), workload.pod(), workload.span(), workload.meta().labels()));
    }
    return new PodGroups(groups);
  }

  /** The keys of labels that the controller of this kind adds (K8S/W-03). */
  private static Set<String> added(String kind) {
    return switch (kind) {
      case "Deployment" -> Set.of("pod-template-hash");
      case "DaemonSet" -> Set.of("controller-revision-hash", "pod-template-generation");
      case "StatefulSet" ->
          Set.of("controller-revision-hash", "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index");
      case "Job", "CronJob" -> Set.of("batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid", "job-name",
          "controller-uid");
      default -> Set.of();
    };
  }

  /** The pods of a namespace, by object. */
  public List<PodGroup> in(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  /** The namespaces that have pods, in alphabetical order. */
  public List<String> namespaces() {
    return List.copyOf(byNamespace.keySet());
  }

  /** The pods of the namespace that the selector may select. */
  public List<PodGroup> selected(String namespace, LabelSelector selector) {
    return in(namespace).stream().filter(group -> group.maySelect(selector)).toList();
  }

  /** The pods of the namespace that may carry all these labels. */
  public List<PodGroup> selected(String namespace, Map<String, String> labels) {
    return in(namespace).stream().filter(group -> group.maySelect(labels)).toList();
  }
}
