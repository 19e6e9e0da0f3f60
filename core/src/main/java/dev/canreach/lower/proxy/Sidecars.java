package dev.canreach.lower.proxy;

import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pods with a proxy of a mesh beside them.
 *
 * @param conditions when an endpoint has one: a condition on assumptions only; endpoints that never have one are left out
 */
public record Sidecars(SortedMap<Integer, PacketExpr> conditions) {

  /** Copies the map, without those that never have one. */
  public Sidecars {
    SortedMap<Integer, PacketExpr> copy = new TreeMap<>(conditions);
    copy.values().removeIf(PacketExpr.FALSE::equals);
    conditions = Collections.unmodifiableSortedMap(copy);
  }

  /** When an endpoint has a proxy. */
  public PacketExpr condition(int endpoint) {
    return conditions.getOrDefault(endpoint, PacketExpr.FALSE);
  }

  /** The endpoints that have a proxy, or may have one, in ascending order. */
  public List<Integer> members() {
    return List.copyOf(conditions.keySet());
  }

  /** The end is one of these endpoints, and has a proxy. */
  public PacketExpr among(Side side, BitSet endpoints) {
    Map<PacketExpr, BitSet> alike = new LinkedHashMap<>();
    endpoints.stream()
        .forEach(endpoint -> alike.computeIfAbsent(condition(endpoint), key -> new BitSet()).set(endpoint));
    List<PacketExpr> ways = new ArrayList<>();
    alike.forEach((condition, same) -> ways
        .add(PacketExpr.and(PacketExpr.isEndpoint(side, EndpointSet.of(same)), condition)));
    return PacketExpr.or(ways);
  }
}
