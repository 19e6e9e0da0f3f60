package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.AddressSet;
import dev.canreach.sets.MapEnd;
import java.util.ArrayList;
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
  static List<JointEnd> of(Network before, List<MapEnd> beforeMap, Network after, List<MapEnd> afterMap) {
    Map<String, Integer> first = listed(before, beforeMap);
    Map<String, Integer> second = listed(after, afterMap);
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
    ends.addAll(outside(beforeMap, afterMap));
    return List.copyOf(ends);
  }

  private static Map<String, Integer> listed(Network network, List<MapEnd> map) {
    Map<String, Integer> ends = new HashMap<>();
    for (int end = 0; end < map.size(); end++) {
      if (map.get(end) instanceof MapEnd.Listed listed) {
        int position = end;
        listed.members().members().stream().forEach(index -> ends.put(network.endpoint(index).id(), position));
      }
    }
    return ends;
  }

  private static List<JointEnd> outside(List<MapEnd> beforeMap, List<MapEnd> afterMap) {
    List<JointEnd> ends = new ArrayList<>();
    for (int first = 0; first < beforeMap.size(); first++) {
      for (int second = 0; second < afterMap.size(); second++) {
        if (beforeMap.get(first) instanceof MapEnd.Outside one
            && afterMap.get(second) instanceof MapEnd.Outside other) {
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
