package dev.canreach.report;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.query.Selection;
import dev.canreach.sets.RouteMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a map leaves out: the entries of the network that forward connections, such as Services, gateways and nodes with
 * published ports. A map is about connections straight from one end to another.
 */
final class NotShown {
  /** What the ids of nodes begin with. */
  private static final String NODE = "node/";
  /** Stands for nodes that the input does not name; nobody can ask about it. */
  private static final String ANY_NODE = NODE + "*";

  private final List<Endpoint> entries;

  /** What the map of connections to the wanted ends leaves out. */
  NotShown(Network network, Selection to) {
    TreeSet<Endpoint> found = new TreeSet<>(Comparator.comparing(Endpoint::id));
    Set<String> forwarders = new HashSet<>();
    List<Route> elsewhere = new ArrayList<>();
    for (Route route : network.routes()) {
      Endpoint entry = network.endpoint(route.entry());
      if (forwards(network, route, to)) {
        switch (entry.role()) {
          case VIRTUAL, NODE -> {
            found.add(entry);
            forwarders.add(route.origin().object());
          }
          case IMPLIED -> elsewhere.add(route);
          // proxies that take requests elsewhere: maps do not ask what requests say
          case WORKLOAD, OUTSIDE, FUTURE -> {
          }
        }
      }
    }
    // ports of nodes that the input does not list: those of Services are meant by the Services
    elsewhere.stream()
        .filter(route -> !forwarders.contains(route.origin().object()))
        .map(route -> network.endpoint(route.entry()))
        .filter(entry -> entry.id().startsWith(NODE))
        .forEach(found::add);
    entries = List.copyOf(found);
  }

  /** Whether something of the input forwards connections from an entry to a wanted end. */
  private static boolean forwards(Network network, Route route, Selection to) {
    return !route.origin().span().equals(Lowerings.builtIn())
        && route.alternatives()
            .stream()
            .filter(RouteMap::carries)
            .map(Route.Alternative::destination)
            .anyMatch(destination -> destination != route.entry() && isWanted(network, destination, to));
  }

  private static boolean isWanted(Network network, int destination, Selection to) {
    return switch (network.endpoint(destination).role()) {
      case WORKLOAD, NODE -> to.holds(destination);
      case OUTSIDE -> !to.addresses().isEmpty();
      // nobody knows where names outside the cluster and unknown controllers lead
      case VIRTUAL -> true;
      case FUTURE, IMPLIED -> false;
    };
  }

  /** The entries, by id. */
  List<Endpoint> entries() {
    return entries;
  }

  /** All of it in one line without its end, whatever names hold; empty where nothing is left out. */
  Optional<String> line() {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, TreeSet<String>> objects = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    entries.forEach(
        entry -> objects.computeIfAbsent(MapJson.kind(entry), key -> new TreeSet<>()).add(entry.origin().object()));
    List<String> counts = new ArrayList<>();
    for (Map.Entry<String, TreeSet<String>> each : objects.entrySet()) {
      counts.add(counted(each.getKey(), each.getValue().size()));
    }
    String line = "Not shown: ways through " + String.join(", ", counts)
        + question().map(to -> "; ask `canreach query FROM " + to + "`").orElse("");
    return Optional.of(line.replaceAll("\\R", " "));
  }

  /** An end to ask about (contract §1): the last one by id, for Services are last and need the fewest words. */
  private Optional<String> question() {
    Endpoint last = entries.get(entries.size() - 1);
    return last.id().equals(ANY_NODE)
        ? Optional.empty()
        : Optional.of(last.id().contains("/") ? last.id() : last.addresses().get(0).toString());
  }

  private static String counted(String kind, int count) {
    String many = kind.endsWith("s") ? kind + "es" : kind + "s";
    return (kind.equalsIgnoreCase("node") ? "ports of " : "") + count + " " + (count == 1 ? kind : many);
  }
}
