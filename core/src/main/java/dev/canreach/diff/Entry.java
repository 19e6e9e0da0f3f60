package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where connections enter routes.
 *
 * @param id the id of the endpoint that has the routes
 * @param address the address of it that is meant; empty for any
 */
record Entry(String id, Optional<Address> address) {

  /** The entries of both networks, each address for itself where it matters which one a packet is sent to. */
  static List<Entry> of(Network before, Network after) {
    TreeSet<String> ids = new TreeSet<>(ids(before));
    ids.addAll(ids(after));
    ids.removeIf(id -> isPart(id, ids) && (isNameless(before, id) || isNameless(after, id)));
    List<Entry> entries = new ArrayList<>();
    for (String id : ids) {
      SortedSet<Address> first = addresses(before, id);
      SortedSet<Address> second = addresses(after, id);
      boolean moved = !first.isEmpty() && !second.isEmpty() && !first.equals(second);
      entries.add(new Entry(id, Optional.empty()));
      if (moved || looksAtAddress(before, id) || looksAtAddress(after, id)) {
        first.addAll(second);
        first.forEach(address -> entries.add(new Entry(id, Optional.of(address))));
      }
    }
    return entries;
  }

  /** The endpoints that have routes. */
  static SortedSet<String> ids(Network network) {
    TreeSet<String> ids = new TreeSet<>();
    network.routes().forEach(route -> ids.add(network.endpoint(route.entry()).id()));
    return ids;
  }

  /** Whether the entry is a part of another, as the cluster address is of a Service that has others, too. */
  private static boolean isPart(String id, SortedSet<String> ids) {
    int end = id.lastIndexOf('/');
    return end > 0 && ids.contains(id.substring(0, end));
  }

  /** Whether nobody can send to the entry but by the name of the whole, with which it is compared. */
  private static boolean isNameless(Network network, String id) {
    return network.endpoint(id).map(endpoint -> endpoint.addresses().isEmpty()).orElse(false);
  }

  /**
   * The endpoint that a network has for the entry. What has another name there, for instance the only address of a Service
   * that has several in the other network, is found by its addresses.
   *
   * @param other the network that it is compared with
   */
  Optional<Endpoint> in(Network network, Network other) {
    Optional<Endpoint> named = network.endpoint(id);
    if (named.isPresent()) {
      return named;
    }
    List<Endpoint> owners = addresses(other, id).stream()
        .map(network::owner)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
    return owners.size() == 1
        && owners.get(0).addresses().equals(other.endpoint(id).map(Endpoint::addresses).orElse(List.of()))
            ? Optional.of(owners.get(0))
            : Optional.empty();
  }

  private static SortedSet<Address> addresses(Network network, String id) {
    return new TreeSet<>(network.endpoint(id).map(Endpoint::addresses).orElse(List.of()));
  }

  private static boolean looksAtAddress(Network network, String id) {
    return network.endpoint(id)
        .filter(entry -> entry.addresses().size() > 1)
        .map(entry -> network.routes(entry.index()).stream().anyMatch(Entry::looksAtAddress))
        .orElse(false);
  }

  private static boolean looksAtAddress(Route route) {
    return route.alternatives()
        .stream()
        .flatMap(way -> way.path().steps().stream())
        .anyMatch(step -> step instanceof Step.Hop hop
            && PacketExpr.mentions(hop.guard(),
                part -> part instanceof PacketExpr.InPrefix at && at.side() == Side.DESTINATION));
  }

  /** The entry as people write it: an address where it matters. */
  String shown() {
    return address.map(each -> each + " (" + id + ")").orElse(id);
  }
}
