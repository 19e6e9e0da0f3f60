package dev.canreach.report;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.Address;
import dev.canreach.query.Selection;
import dev.canreach.sets.RouteMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a map leaves out: the entries of the network that forward connections, such as Services, gateways and nodes with
 * published ports. A map is about connections straight from one end to another.
 */
final class NotShown {
  private final List<Endpoint> entries;

  /** What the map of connections to the wanted ends leaves out. */
  NotShown(Network network, Selection to) {
    TreeSet<Endpoint> found = new TreeSet<>(Comparator.comparing(Endpoint::id));
    for (Route route : network.routes()) {
      if (forwards(network, route, to)) {
        found.add(network.endpoint(route.entry()));
      }
    }
    entries = List.copyOf(found);
  }

  /**
   * Whether something of the input forwards connections from an entry to a wanted end. Proxies that take requests to a
   * workload elsewhere are left aside: maps do not ask what requests say.
   */
  private static boolean forwards(Network network, Route route, Selection to) {
    Role entry = network.endpoint(route.entry()).role();
    return (entry == Role.VIRTUAL || entry == Role.NODE) && !route.origin().span().equals(Lowerings.builtIn())
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

  /** The kind of the object that an entry belongs to, e.g. {@code Service}. */
  static String kind(Endpoint entry) {
    String object = entry.origin().object();
    return object.substring(0, Math.max(0, object.indexOf(' ')));
  }

  /** All of it in one line without its end, whatever names hold; empty where nothing is left out. */
  Optional<String> line() {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, TreeSet<String>> objects = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    entries.forEach(entry -> objects.computeIfAbsent(kind(entry), key -> new TreeSet<>()).add(entry.origin().object()));
    List<String> counts = new ArrayList<>();
    for (Map.Entry<String, TreeSet<String>> each : objects.entrySet()) {
      counts.add(counted(each.getKey(), each.getValue().size()));
    }
    // the last kind by id is that of Services, if there are any, which a question needs the least words about
    String line = "Not shown: ways through " + String.join(", ", counts) + "; ask `canreach query FROM "
        + spelled(entries.get(entries.size() - 1)) + "`";
    return Optional.of(line.replaceAll("\\R", " "));
  }

  private static String counted(String kind, int count) {
    String many = kind.endsWith("s") ? kind + "es" : kind + "s";
    return (kind.equalsIgnoreCase("node") ? "ports of " : "") + count + " " + (count == 1 ? kind : many);
  }

  /** An end of a question (contract §1): an address where the id is none. */
  private static String spelled(Endpoint entry) {
    return entry.id().contains("/")
        ? entry.id()
        : entry.addresses().stream().findFirst().map(Address::toString).orElse(entry.id());
  }
}
