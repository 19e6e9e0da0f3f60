package dev.canreach.diff;

import dev.canreach.model.Assignment;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.sets.RouteMap;
import dev.canreach.sets.Slices;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What looks at requests on the ways to an endpoint: hops that take some of them, and rules behind those hops. Each is
 * spelled so that two networks can be compared.
 */
final class RequestSituations {
  private final Network network;
  private final Spelling spelling;
  private final Slices slices = new Slices();
  private final Set<Plane> listening = Collections.newSetFromMap(new IdentityHashMap<>());

  RequestSituations(Network network, Spelling.Numbers numbers) {
    this.network = network;
    Stream.concat(Stream.of(network.direct()),
        network.routes().stream().flatMap(route -> route.alternatives().stream()).map(Route.Alternative::path))
        .flatMap(path -> path.steps().stream())
        .forEach(step -> {
          if (step instanceof Step.Stage stage && slices.isAboutRequests(stage.plane())) {
            listening.add(stage.plane());
          }
        });
    spelling = new Spelling(network, numbers);
  }

  /** Whether rules on the straight way look at requests. */
  boolean isStraight() {
    return network.direct()
        .steps()
        .stream()
        .anyMatch(step -> step instanceof Step.Stage stage && stage.plane()
            .tiers()
            .stream()
            .flatMap(tier -> tier.rules().stream())
            .anyMatch(rule -> Slices.isAboutRequests(rule) && SampleRequests.isAboutThem(rule.guard())));
  }

  /** Whether any rule looks at requests. */
  boolean isAny() {
    return !listening.isEmpty();
  }

  /** The predicates on the straight way to an endpoint, by their spelling. */
  SortedMap<String, PacketExpr> straight(int destination) {
    SortedMap<String, PacketExpr> found = new TreeMap<>();
    collect(network.direct(), destination, found);
    return found;
  }

  /** The predicates on all ways to an entry, by their spelling. */
  SortedMap<String, PacketExpr> of(int entry) {
    SortedMap<String, PacketExpr> found = new TreeMap<>();
    for (Route route : RouteMap.routes(network, entry)) {
      route.alternatives()
          .stream()
          .filter(RouteMap::carries)
          .forEach(way -> collect(way.path(), entry, found));
    }
    return found;
  }

  /** The endpoints that packets name on the ways to an entry. */
  BitSet destinations(int entry) {
    BitSet found = new BitSet();
    found.set(entry);
    for (Route route : network.routes(entry)) {
      for (Route.Alternative way : route.alternatives()) {
        for (Step step : way.path().steps()) {
          if (step instanceof Step.Hop hop) {
            hop.assignments().forEach(each -> {
              if (each instanceof Assignment.ToEnd toEnd && toEnd.side() == Side.DESTINATION) {
                found.set(toEnd.endpoint());
              }
            });
          }
        }
      }
    }
    return found;
  }

  /** All that planes which look at requests say of packets to an endpoint, spelled. */
  List<String> spelled(int destination) {
    List<String> texts = new ArrayList<>();
    for (Plane plane : listening) {
      for (Tier tier : slices.of(plane, destination).tiers()) {
        List<String> scopes = tier.scopes().stream().map(scope -> spelling.of(scope.subject())).toList();
        List<String> rules = tier.rules().stream().map(rule -> rule.action() + spelling.of(rule.guard())).toList();
        if (!scopes.isEmpty() || !rules.isEmpty()) {
          texts.add(plane.name() + " " + plane.subject() + " " + tier.name() + " " + tier.end() + scopes + rules);
        }
      }
    }
    Collections.sort(texts);
    return texts;
  }

  private void collect(Path path, int entry, SortedMap<String, PacketExpr> found) {
    int destination = entry;
    List<PacketExpr> taken = new ArrayList<>();
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Stage stage -> {
          if (slices.isAboutRequests(stage.plane())) {
            collect(stage.plane(), destination, taken, found);
          }
        }
        case Step.Hop hop -> {
          if (SampleRequests.isAboutThem(hop.guard())) {
            taken.add(hop.guard());
          }
          for (Assignment assignment : hop.assignments()) {
            if (assignment instanceof Assignment.ToEnd toEnd && toEnd.side() == Side.DESTINATION) {
              destination = toEnd.endpoint();
            }
          }
        }
      }
    }
    if (!taken.isEmpty()) {
      PacketExpr all = PacketExpr.and(taken);
      found.put(spelling.of(all), all);
    }
  }

  private void collect(Plane plane, int destination, List<PacketExpr> taken, SortedMap<String, PacketExpr> found) {
    String before = taken.isEmpty() ? "" : spelling.of(PacketExpr.and(taken)) + " then ";
    for (Tier tier : slices.of(plane, destination).tiers()) {
      for (PolicyRule rule : tier.rules()) {
        if (Slices.isAboutRequests(rule) && SampleRequests.isAboutThem(rule.guard())) {
          PacketExpr guard = rule.guard();
          List<PacketExpr> all = new ArrayList<>(taken);
          all.add(guard);
          found.put(before + plane.name() + " " + rule.action() + " " + spelling.of(guard), PacketExpr.and(all));
        }
      }
    }
  }
}
