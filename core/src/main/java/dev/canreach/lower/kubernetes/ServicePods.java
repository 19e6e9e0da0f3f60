package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.Service;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pods behind Services (K8S/S-03, S-04). Unlike policies, Services see pods on their node's network too. */
final class ServicePods {
  private final LabelIndex index;
  private final Map<String, BitSet> byNamespace;
  private final Map<Integer, PodClass> classes;
  private final Map<String, List<Member>> found = new HashMap<>();

  /** The pods of a cluster by what Services tell them apart by, whatever Services there are. */
  private static final class Index {
    final LabelIndex labels = new LabelIndex();
    final Map<String, BitSet> byNamespace = new HashMap<>();
    final Map<Integer, PodClass> classes = new HashMap<>();

    Index(List<Endpoint> endpoints, Map<String, PodClass> pods) {
      for (Endpoint endpoint : endpoints) {
        PodClass pod = pods.get(endpoint.id());
        if (pod != null) {
          labels.add(endpoint.index(), pod.labels(), pod.openLabels(), !pod.labelsKnown());
          byNamespace.computeIfAbsent(pod.namespace(), key -> new BitSet()).set(endpoint.index());
          classes.put(endpoint.index(), pod);
        }
      }
    }
  }

  ServicePods(Inventory inventory, Cluster cluster, List<Endpoint> endpoints) {
    Index known = inventory.made(Index.class, List.of(cluster, endpoints), () -> new Index(endpoints, cluster.pods()));
    this.index = known.labels;
    this.byNamespace = known.byNamespace;
    this.classes = known.classes;
  }

  /**
   * A pod behind a Service.
   *
   * @param endpoint the index of its endpoint
   * @param pod the pod
   * @param condition what must hold for the Service to select it
   */
  record Member(int endpoint, PodClass pod, PacketExpr condition) {}

  /** The pods that the Service selects; none for a Service without selector. */
  List<Member> of(Service service) {
    return service.selector().isEmpty() ? List.of() : found.computeIfAbsent(service.id(), id -> find(service));
  }

  private List<Member> find(Service service) {
    List<Requirement> requirements = service.selector()
        .entrySet()
        .stream()
        .map(label -> new Requirement(label.getKey(), Operator.IN, List.of(label.getValue()), service.span()))
        .toList();
    LabelIndex.Selected selected = index.select(new LabelSelector(requirements, service.span()).requirements());
    BitSet possible = (BitSet) selected.certain().clone();
    possible.or(selected.maybe());
    possible.and(byNamespace.getOrDefault(service.namespace(), new BitSet()));
    List<Member> members = new ArrayList<>();
    possible.stream().forEach(endpoint -> {
      PodClass pod = Objects.requireNonNull(classes.get(endpoint));
      if (pod.ready() || service.publishNotReady()) {
        PacketExpr condition = PacketExpr.and(requirements.stream()
            .filter(requirement -> index.undecided(endpoint, requirement))
            .map(OpenLabel.ofPods(pod.id())::meets)
            .toList());
        members.add(new Member(endpoint, pod, condition));
      }
    });
    return members;
  }
}
