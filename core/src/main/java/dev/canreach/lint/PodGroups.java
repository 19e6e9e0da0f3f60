package dev.canreach.lint;

import dev.canreach.lower.kubernetes.LabelIndex;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The pods of the input by namespace. A pod whose template is listed as well is here twice: both have its labels. */
public final class PodGroups {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
  private static final BitSet NONE = new BitSet();
  private static final Span NOWHERE = Span.startOf("");

  /** What single objects have come to, by the very objects. */
  private final IdentityHashMap<Resource, PodGroup> byObject;
  private final SortedMap<String, List<PodGroup>> byNamespace = new TreeMap<>();
  private final List<PodGroup> all;
  private final Map<String, BitSet> numbers = new HashMap<>();
  private final LabelIndex labels = new LabelIndex();

  private PodGroups(List<PodGroup> groups, IdentityHashMap<Resource, PodGroup> byObject) {
    this.byObject = byObject;
    all = groups.stream()
        .sorted(Comparator.comparing(PodGroup::namespace)
            .thenComparing(PodGroup::object)
            .thenComparing(PodGroup::span))
        .toList();
    for (int number = 0; number < all.size(); number++) {
      PodGroup group = all.get(number);
      byNamespace.computeIfAbsent(group.namespace(), key -> new ArrayList<>()).add(group);
      numbers.computeIfAbsent(group.namespace(), key -> new BitSet()).set(number);
      labels.add(number, group.labels(), group.added(), false);
    }
  }

  static PodGroups of(Inventory inventory) {
    List<Pod> pods = inventory.all(Pod.class);
    List<Workload> workloads = inventory.all(Workload.class);
    return inventory.made(PodGroups.class, List.of(pods, workloads), other -> of(pods, workloads, other));
  }

  private static PodGroups of(List<Pod> pods, List<Workload> workloads, Optional<PodGroups> other) {
    IdentityHashMap<Resource, PodGroup> byObject = new IdentityHashMap<>();
    List<PodGroup> groups = new ArrayList<>();
    for (Pod pod : pods) {
      if (!ENDED.contains(pod.status().phase())) {
        groups.add(known(pod, other, byObject, () -> group(pod)));
      }
    }
    for (Workload workload : workloads) {
      groups.add(known(workload, other, byObject, () -> group(workload)));
    }
    return new PodGroups(groups, byObject);
  }

  private static PodGroup known(Resource object, Optional<PodGroups> other,
      IdentityHashMap<Resource, PodGroup> byObject,
      Supplier<PodGroup> make) {
    PodGroup group = other.map(each -> each.byObject.get(object)).orElseGet(make);
    byObject.put(object, group);
    return group;
  }

  private static PodGroup group(Pod pod) {
    return new PodGroup(pod.id(), pod.namespace(), pod.meta().labels(), Set.of(), pod.spec(), pod.span(),
        new TreeMap<>());
  }

  private static PodGroup group(Workload workload) {
    return new PodGroup(workload.id(), workload.namespace(), workload.template().labels(),
        added(workload.kind()), workload.pod(), workload.span(), workload.meta().labels());
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

  /** The pods of all namespaces, by namespace and object. */
  public List<PodGroup> all() {
    return all;
  }

  /** No pods. */
  public PodSet none() {
    return new PodSet(all, new BitSet());
  }

  /** The pods at these places of all. */
  public PodSet numbered(BitSet numbers) {
    return new PodSet(all, (BitSet) numbers.clone());
  }

  /** The pods of the namespace that the selector may select: it does but for what only a controller knows. */
  public PodSet selected(String namespace, LabelSelector selector) {
    return possible(namespace, selector.requirements());
  }

  /** The pods of these namespaces that the selector may select. */
  public PodSet selected(Collection<String> namespaces, LabelSelector selector) {
    BitSet possible = labels.possible(selector.requirements());
    BitSet within = new BitSet();
    namespaces.forEach(namespace -> within.or(numbers(namespace)));
    possible.and(within);
    return new PodSet(all, possible);
  }

  /** The pods of the namespace that may carry all these labels (K8S/S-03). */
  public PodSet selected(String namespace, Map<String, String> wanted) {
    return possible(namespace, wanted.entrySet()
        .stream()
        .map(label -> new Requirement(label.getKey(), Operator.IN, List.of(label.getValue()), NOWHERE))
        .toList());
  }

  private PodSet possible(String namespace, List<Requirement> requirements) {
    BitSet possible = labels.possible(requirements);
    possible.and(numbers(namespace));
    return new PodSet(all, possible);
  }

  private BitSet numbers(String namespace) {
    return numbers.getOrDefault(namespace, NONE);
  }
}
