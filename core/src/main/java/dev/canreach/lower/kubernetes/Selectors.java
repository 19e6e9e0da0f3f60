package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Turns selectors into predicates over the ends of a packet. */
public final class Selectors {
  /** A service that judges changes asks about the selectors of any number of policies. */
  private static final int MOST_KEPT = 100_000;

  private final LabelIndex pods = new LabelIndex();
  private final Map<Integer, Endpoint> podsByIndex = new HashMap<>();
  private final Map<String, BitSet> podsOf = new HashMap<>();
  private final List<Endpoint> futures = new ArrayList<>();
  private final LabelIndex namespaces = new LabelIndex();
  private final List<String> namespaceNames;
  private final Map<String, Integer> namespaceIndex = new HashMap<>();
  private final Map<EndpointSet, EndpointSet> sets = new ConcurrentHashMap<>();
  private final Map<List<List<String>>, NamespaceChoice> chosen = new ConcurrentHashMap<>();

  /** The pods of the namespaces that a selector selects, and of those that it might select, each with its condition. */
  private record NamespaceChoice(BitSet certain, Map<String, PacketExpr> maybe, BitSet certainNamespaces) {}

  /**
   * Selectors over these endpoints.
   *
   * @param engineLabels keys of labels that the network plugin gives to every pod, with values that only it knows
   */
  Selectors(List<Endpoint> endpoints, Map<String, PodClass> classes, NamespaceLabels labels, Set<String> engineLabels) {
    for (Endpoint endpoint : endpoints) {
      PodClass pod = classes.get(endpoint.id());
      if (endpoint.role() == Role.FUTURE) {
        futures.add(endpoint);
      } else if (pod != null && pod.selectable()) {
        Set<String> open = new TreeSet<>(pod.openLabels());
        open.addAll(engineLabels);
        pods.add(endpoint.index(), pod.labels(), open, !pod.labelsKnown());
        podsByIndex.put(endpoint.index(), endpoint);
        podsOf.computeIfAbsent(pod.namespace(), key -> new BitSet()).set(endpoint.index());
      }
    }
    namespaceNames = labels.names();
    for (int i = 0; i < namespaceNames.size(); i++) {
      String name = namespaceNames.get(i);
      namespaceIndex.put(name, i);
      namespaces.add(i, labels.of(name), List.of(), !labels.listed(name));
    }
  }

  /** The end is a pod of this namespace that the selector selects (K8S/N-01, N-07). */
  public PacketExpr podsIn(String namespace, LabelSelector selector, Side side) {
    NamespaceChoice own = new NamespaceChoice(podsOf(namespace), Map.of(), only(namespace));
    return combine(own, selector.requirements(), side);
  }

  /** The end is a pod that one selector selects, of a namespace that the other selects (K8S/N-08, N-09). */
  public PacketExpr podsOf(LabelSelector namespaceSelector, Optional<LabelSelector> podSelector, Side side) {
    NamespaceChoice choice = kept(chosen, namespaceSelector.terms(), () -> choose(namespaceSelector.requirements()));
    return combine(choice, podSelector.map(LabelSelector::requirements).orElse(List.of()), side);
  }

  /** The end is one of these endpoints; equal sets become one object. */
  public PacketExpr isEndpoint(Side side, BitSet members) {
    EndpointSet set = EndpointSet.of(members);
    return PacketExpr.isEndpoint(side, kept(sets, set, () -> set));
  }

  private static <K, V> V kept(Map<K, V> known, K key, Supplier<V> make) {
    V found = known.get(key);
    if (found == null) {
      found = make.get();
      if (known.size() < MOST_KEPT) {
        known.put(key, found);
      }
    }
    return found;
  }

  /** The indexes of the pods of this namespace that the selector selects, or might select. */
  public BitSet possible(String namespace, LabelSelector selector) {
    return and(pods.possible(selector.requirements()), podsOf(namespace));
  }

  private PacketExpr combine(NamespaceChoice choice, List<Requirement> requirements, Side side) {
    LabelIndex.Selected selected = pods.select(requirements);
    if (selected.maybe().isEmpty() && choice.maybe().isEmpty() && futures.isEmpty()) {
      return isEndpoint(side, and(selected.certain(), choice.certain()));
    }
    List<PacketExpr> ways = new ArrayList<>();
    ways.add(isEndpoint(side, and(selected.certain(), choice.certain())));
    selected.maybe()
        .stream()
        .filter(choice.certain()::get)
        .forEach(pod -> ways.add(PacketExpr.and(one(side, pod), podCondition(pod, requirements))));
    choice.maybe().forEach((namespace, condition) -> {
      BitSet members = podsOf(namespace);
      ways.add(PacketExpr.and(isEndpoint(side, and(selected.certain(), members)), condition));
      selected.maybe()
          .stream()
          .filter(members::get)
          .forEach(pod -> ways.add(PacketExpr.and(one(side, pod), condition, podCondition(pod, requirements))));
    });
    for (Endpoint future : futures) {
      PacketExpr condition = namespaceCondition(choice, future.namespace());
      ways.add(PacketExpr.and(one(side, future.index()), condition, labels(requirements, side)));
    }
    return PacketExpr.or(ways);
  }

  private PacketExpr namespaceCondition(NamespaceChoice choice, String namespace) {
    if (choice.certainNamespaces().get(namespaceIndex.getOrDefault(namespace, namespaceNames.size()))) {
      return PacketExpr.TRUE;
    }
    return choice.maybe().getOrDefault(namespace, PacketExpr.FALSE);
  }

  private NamespaceChoice choose(List<Requirement> requirements) {
    LabelIndex.Selected selected = namespaces.select(requirements);
    BitSet members = new BitSet();
    selected.certain().stream().forEach(index -> members.or(podsOf(namespaceNames.get(index))));
    Map<String, PacketExpr> maybe = new TreeMap<>();
    selected.maybe().stream().forEach(index -> {
      String name = namespaceNames.get(index);
      List<PacketExpr> conditions = requirements.stream()
          .filter(requirement -> namespaces.undecided(index, requirement))
          .map(requirement -> OpenLabel.ofNamespace(name).meets(requirement))
          .toList();
      maybe.put(name, PacketExpr.and(conditions));
    });
    return new NamespaceChoice(members, maybe, selected.certain());
  }

  private PacketExpr podCondition(int pod, List<Requirement> requirements) {
    String id = podsByIndex.containsKey(pod) ? podsByIndex.get(pod).id() : "";
    return PacketExpr.and(requirements.stream()
        .filter(requirement -> pods.undecided(pod, requirement))
        .map(requirement -> OpenLabel.ofPods(id).meets(requirement))
        .toList());
  }

  private static PacketExpr labels(List<Requirement> requirements, Side side) {
    return PacketExpr.and(requirements.stream().map(requirement -> futureLabel(requirement, side)).toList());
  }

  /** What a requirement means for a pod that does not exist yet: its labels are free. */
  public static PacketExpr futureLabel(Requirement requirement, Side side) {
    PacketExpr listed = PacketExpr.or(requirement.values()
        .stream()
        .map(value -> PacketExpr.hasLabel(side, requirement.key(), Optional.of(value)))
        .toList());
    PacketExpr exists = PacketExpr.hasLabel(side, requirement.key(), Optional.empty());
    return switch (requirement.operator()) {
      case IN -> listed;
      case NOT_IN -> PacketExpr.not(listed);
      case EXISTS -> exists;
      case DOES_NOT_EXIST -> PacketExpr.not(exists);
      case INVALID -> PacketExpr.FALSE;
    };
  }

  private PacketExpr one(Side side, int endpoint) {
    BitSet single = new BitSet();
    single.set(endpoint);
    return isEndpoint(side, single);
  }

  private BitSet podsOf(String namespace) {
    return podsOf.getOrDefault(namespace, new BitSet());
  }

  private BitSet only(String namespace) {
    BitSet single = new BitSet();
    Integer index = namespaceIndex.get(namespace);
    if (index != null) {
      single.set(index);
    }
    return single;
  }

  private static BitSet and(BitSet left, BitSet right) {
    BitSet both = (BitSet) left.clone();
    both.and(right);
    return both;
  }
}
