package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.AddressSet;
import dev.canreach.sets.MapEnd;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Endpoints of the same ids, or outside addresses, that neither of two networks tells apart.
 *
 * @param before their end in the map of the first network, or {@link #ABSENT}
 * @param after their end in the map of the second network, or {@link #ABSENT}
 * @param members the endpoints by id; each from the second network where it has it
 * @param addresses the outside addresses, where there are no members
 */
record JointEnd(int before, int after, List<Endpoint> members, AddressSet addresses) {

  /** The position of ends that a map does not have. */
  static final int ABSENT = -1;

  JointEnd {
    members = List.copyOf(members);
  }

  /** The number of ends: outside addresses count as one. */
  int size() {
    return Math.max(1, members.size());
  }

  /** Whether two different members can talk to each other. */
  boolean hasPairs() {
    return members.size() > 1;
  }

  /**
   * All ends of two maps: listed ones by their first id, then outside addresses in ascending order. Addresses that are
   * outside in one of the networks only belong to an endpoint or to the network itself in the other, and are no end.
   */
  static List<JointEnd> of(Network before, List<MapEnd> beforeEnds, Network after, List<MapEnd> afterEnds) {
    Map<String, Integer> first = listed(before, beforeEnds);
    Map<String, Integer> second = listed(after, afterEnds);
    TreeSet<String> ids = new TreeSet<>(first.keySet());
    ids.addAll(second.keySet());
    Map<List<Integer>, List<Endpoint>> members = new LinkedHashMap<>();
    for (String id : ids) {
      Network owner = second.containsKey(id) ? after : before;
      members
          .computeIfAbsent(List.of(first.getOrDefault(id, ABSENT), second.getOrDefault(id, ABSENT)),
              key -> new ArrayList<>())
          .add(owner.endpoint(id).orElseThrow());
    }
    List<JointEnd> ends = new ArrayList<>();
    members.forEach((key, list) -> ends.add(new JointEnd(key.get(0), key.get(1), list, AddressSet.EMPTY)));
    ends.addAll(outside(beforeEnds, afterEnds));
    return List.copyOf(ends);
  }

  /** What some of the ends stand for together: endpoints by id, and outside addresses. */
  static Ends ends(List<JointEnd> all, BitSet positions) {
    List<Endpoint> endpoints = positions.stream()
        .mapToObj(all::get)
        .flatMap(end -> end.members().stream())
        .sorted(Comparator.comparing(Endpoint::id))
        .toList();
    return new Ends(endpoints,
        positions.stream().mapToObj(all::get).map(JointEnd::addresses).reduce(AddressSet.EMPTY, AddressSet::union));
  }

  private static Map<String, Integer> listed(Network network, List<MapEnd> all) {
    Map<String, Integer> ends = new HashMap<>();
    for (int end = 0; end < all.size(); end++) {
      if (all.get(end) instanceof MapEnd.Listed listed) {
        int position = end;
        listed.members().members().stream().forEach(index -> ends.put(network.endpoint(index).id(), position));
      }
    }
    return ends;
  }

  private static List<JointEnd> outside(List<MapEnd> beforeEnds, List<MapEnd> afterEnds) {
    List<JointEnd> ends = new ArrayList<>();
    for (int first = 0; first < beforeEnds.size(); first++) {
      for (int second = 0; second < afterEnds.size(); second++) {
        if (beforeEnds.get(first) instanceof MapEnd.Outside one
            && afterEnds.get(second) instanceof MapEnd.Outside other) {
          AddressSet both = one.addresses().intersect(other.addresses());
          if (!both.isEmpty()) {
            ends.add(new JointEnd(first, second, List.of(), both));
          }
        }
      }
    }
    ends.sort(Comparator.comparing(end -> end.addresses().ranges().get(0)));
    return ends;
  }
}
