package dev.canreach.lower;

import dev.canreach.model.Endpoint;
import dev.canreach.resource.Inventory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the endpoints of all dialects, and gives them indexes that do not depend on the order of the input. */
public final class EndpointRegistry {
  /** By id, but pods on their node's network last, so that an address that they share with the node is the node's. */
  private static final Comparator<EndpointDraft> ORDER = Comparator.comparing(EndpointDraft::hostNetwork)
      .thenComparing(EndpointDraft::id);

  private final Map<String, EndpointDraft> drafts = new LinkedHashMap<>();
  private final SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
  private final List<FuturePod> futures;

  EndpointRegistry(Collection<FuturePod> futures) {
    this.futures = futures.stream().distinct().sorted(Comparator.comparing(FuturePod::id)).toList();
  }

  /** The pods that the question supposes, by id. */
  public List<FuturePod> futures() {
    return futures;
  }

  /** Adds an endpoint; its id must be new. */
  public void add(EndpointDraft draft) {
    if (drafts.putIfAbsent(draft.id(), draft) != null) {
      throw new IllegalArgumentException("two endpoints are called " + draft.id());
    }
  }

  /** Whether an endpoint of this id was added. */
  public boolean contains(String id) {
    return drafts.containsKey(id);
  }

  /** Makes an endpoint a member of what a name of several endpoints stands for, e.g. a pod of its Deployment. */
  public void group(String name, String member) {
    groups.computeIfAbsent(name, key -> new TreeSet<>()).add(member);
  }

  /** Makes a name stand for nothing, because what it named is gone (K8S/W-11). */
  public void gone(String name) {
    groups.computeIfAbsent(name, key -> new TreeSet<>());
  }

  /** The endpoints with their indexes, and what they were made of. */
  private record Numbered(List<EndpointDraft> drafts, List<Endpoint> endpoints) {

    /** Numbers them; those that another one has at the same index, saying the same, are the same objects. */
    static Numbered of(List<EndpointDraft> ordered, Optional<Numbered> other) {
      Map<String, Integer> indexes = new HashMap<>();
      for (int index = 0; index < ordered.size(); index++) {
        indexes.put(ordered.get(index).id(), index);
      }
      List<Endpoint> endpoints = new ArrayList<>(ordered.size());
      for (EndpointDraft draft : ordered) {
        int index = endpoints.size();
        OptionalInt node = draft.node()
            .map(indexes::get)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
        endpoints.add(other.flatMap(each -> each.same(index, draft))
            .filter(same -> same.node().equals(node))
            .orElseGet(() -> new Endpoint(index, draft.id(), draft.role(), draft.namespace(), draft.name(),
                draft.labels(), draft.addresses(), draft.families(), node, draft.replicated(), draft.hostNetwork(),
                draft.ports(), draft.idle(), draft.origin())));
      }
      return new Numbered(ordered, List.copyOf(endpoints));
    }

    private Optional<Endpoint> same(int index, EndpointDraft draft) {
      return index < drafts.size() && drafts.get(index).equals(draft)
          ? Optional.of(endpoints.get(index))
          : Optional.empty();
    }
  }

  List<Endpoint> endpoints(Inventory inventory) {
    List<EndpointDraft> ordered = drafts.values().stream().sorted(ORDER).toList();
    return inventory.made(Numbered.class, List.of(ordered), other -> Numbered.of(ordered, other)).endpoints();
  }

  SortedMap<String, SortedSet<String>> groups() {
    return groups;
  }
}
