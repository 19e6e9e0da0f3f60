package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.lower.kubernetes.RefusedServices;
import dev.canreach.lower.proxy.Limit;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.AuthorizationPolicy;
import dev.canreach.resource.istio.RequestAuthentication;
import dev.canreach.resource.istio.VirtualService;
import dev.canreach.resource.kubernetes.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One possibility of what the server has accepted. Objects that it would refuse change where calls go and how connections are
 * opened, which only lowering with and without them tells. Policies that are rules of their own are guarded by themselves.
 *
 * @param missing the groups of objects that the mesh lacks then, as a set of bits
 * @param accepted for each group that the server has accepted it
 * @param inventory the objects that the mesh has then
 * @param together refused objects that are not told apart, so that nobody knows which of them the mesh has
 * @param alike the possibilities that differ from this one at most in virtual services, this one among them: policies, and
 *     the hosts that proxies know, are the same in all of them
 */
record World(int missing, List<PacketExpr> accepted, Inventory inventory, Set<Resource> together,
    SortedSet<Integer> alike) {

  /** So many groups of objects are told apart; further objects are in the last group, of which anything may be there. */
  private static final int APART = 3;

  World {
    accepted = List.copyOf(accepted);
    together = Set.copyOf(together);
    alike = Collections.unmodifiableSortedSet(new TreeSet<>(alike));
  }

  /** What of an object may mean something else than it says. */
  RefusedParts refused(Resource object) {
    RefusedParts parts = RefusedParts.of(object, inventory);
    return together.contains(object) ? parts.andExistence() : parts;
  }

  /** What decides where calls to a host go, and may mean something else; empty for one that the server does not refuse. */
  Optional<RefusedParts> refused(MeshService host) {
    return host.service().flatMap(service -> RefusedServices.of(refused(service)));
  }

  /** Every possibility; just one where nothing would be refused. */
  static List<World> of(Inventory inventory) {
    List<List<Resource>> doubtful = doubtful(inventory);
    List<PacketExpr> accepted = doubtful.stream()
        .map(group -> PacketExpr.and(group.stream().map(each -> Acceptance.of(each, inventory)).toList()))
        .toList();
    Set<Resource> together = new HashSet<>();
    doubtful.stream().filter(group -> group.size() > 1).forEach(together::addAll);
    Map<Set<Resource>, SortedSet<Integer>> alike = new HashMap<>();
    for (int missing = 0; missing < 1 << doubtful.size(); missing++) {
      alike.computeIfAbsent(elsewhere(gone(doubtful, missing)), key -> new TreeSet<>()).add(missing);
    }
    List<World> worlds = new ArrayList<>();
    for (int missing = 0; missing < 1 << doubtful.size(); missing++) {
      Set<Resource> gone = gone(doubtful, missing);
      worlds.add(new World(missing, accepted, gone.isEmpty() ? inventory : without(inventory, gone), together,
          alike.getOrDefault(elsewhere(gone), new TreeSet<>())));
    }
    return worlds;
  }

  private static Set<Resource> gone(List<List<Resource>> doubtful, int missing) {
    Set<Resource> gone = new HashSet<>();
    for (int i = 0; i < doubtful.size(); i++) {
      if ((missing >> i & 1) == 1) {
        gone.addAll(doubtful.get(i));
      }
    }
    return gone;
  }

  /** Those on which more depends than where proxies send calls. */
  private static Set<Resource> elsewhere(Set<Resource> gone) {
    return gone.stream().filter(each -> !(each instanceof VirtualService)).collect(Collectors.toSet());
  }

  private static List<List<Resource>> doubtful(Inventory inventory) {
    List<Resource> refused = Stream
        .<Resource>concat(inventory.all(Aged.class).stream(), inventory.all(Service.class).stream())
        .filter(each -> !(each instanceof AuthorizationPolicy) && !(each instanceof RequestAuthentication))
        .filter(each -> !Acceptance.of(each, inventory).equals(PacketExpr.TRUE))
        .toList();
    List<List<Resource>> groups = new ArrayList<>();
    for (int i = 0; i < refused.size() && i < APART; i++) {
      groups.add(i == APART - 1 ? refused.subList(i, refused.size()) : List.of(refused.get(i)));
    }
    return groups;
  }

  private static Inventory without(Inventory inventory, Set<Resource> gone) {
    return new Inventory(inventory.resources().stream().filter(each -> !gone.contains(each)).toList(),
        inventory.rejections().values().stream().flatMap(List::stream).toList(), inventory.notUnderstood(),
        inventory.unread(), inventory.coverage().files());
  }

  /** What only the possibilities allow that are {@link #alike}. */
  Limit limit() {
    return limit(alike, accepted);
  }

  /** What these possibilities of one input have in common, and no other has. */
  static Limit limit(List<World> worlds) {
    Set<Integer> members = new HashSet<>();
    worlds.forEach(each -> members.add(each.missing()));
    return limit(members, worlds.get(0).accepted());
  }

  private static Limit limit(Set<Integer> members, List<PacketExpr> accepted) {
    return new Limit(anyOf(members, accepted, 0, 0));
  }

  /** One object after the other; one that makes no difference is left out. */
  private static PacketExpr anyOf(Set<Integer> members, List<PacketExpr> accepted, int index, int missing) {
    if (index == accepted.size()) {
      return members.contains(missing) ? PacketExpr.TRUE : PacketExpr.FALSE;
    }
    PacketExpr with = anyOf(members, accepted, index + 1, missing);
    PacketExpr without = anyOf(members, accepted, index + 1, missing | 1 << index);
    return with.equals(without)
        ? with
        : PacketExpr.or(PacketExpr.and(accepted.get(index), with),
            PacketExpr.and(PacketExpr.not(accepted.get(index)), without));
  }
}
