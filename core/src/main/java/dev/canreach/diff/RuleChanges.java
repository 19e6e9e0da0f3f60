package dev.canreach.diff;

import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.sets.Slices;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * To which endpoints packets may be judged by rules that one of two networks has and the other has not, on planes that do
 * not look at requests.
 */
final class RuleChanges {
  private final BitSet before;
  private final BitSet after;

  RuleChanges(Network before, Network after) {
    Spelling.Numbers numbers = new Spelling.Numbers();
    Map<String, Part> old = parts(before, numbers);
    Map<String, Part> now = parts(after, numbers);
    List<PacketExpr> oldOnes = new ArrayList<>();
    List<PacketExpr> newOnes = new ArrayList<>();
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      Part first = old.getOrDefault(key, Part.NONE);
      Part second = now.getOrDefault(key, Part.NONE);
      if (!first.texts().equals(second.texts())) {
        List<String> oldTexts = first.without(second);
        List<String> newTexts = second.without(first);
        boolean isOrder = oldTexts.isEmpty() && newTexts.isEmpty();
        oldOnes.addAll(first.predicates(isOrder ? first.texts() : oldTexts));
        newOnes.addAll(second.predicates(isOrder ? second.texts() : newTexts));
      }
    }
    this.before = concerned(before, oldOnes);
    this.after = concerned(after, newOnes);
  }

  /** Whether packets to an endpoint of the network before the change may meet one of its rules that changed. */
  boolean isBefore(int destination) {
    return before.get(destination);
  }

  /** Whether packets to an endpoint of the network after the change may meet one of its rules that changed. */
  boolean isAfter(int destination) {
    return after.get(destination);
  }

  /** The rules, or the scopes, of one tier in their order, spelled. */
  private record Part(List<String> texts, List<PacketExpr> predicates) {
    static final Part NONE = new Part(List.of(), List.of());

    List<String> without(Part other) {
      Map<String, Integer> counts = new HashMap<>();
      other.texts().forEach(text -> counts.merge(text, 1, Integer::sum));
      return texts.stream().filter(text -> counts.merge(text, -1, Integer::sum) < 0).toList();
    }

    List<PacketExpr> predicates(List<String> wanted) {
      Set<String> all = new LinkedHashSet<>(wanted);
      List<PacketExpr> found = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        if (all.contains(texts.get(i))) {
          found.add(predicates.get(i));
        }
      }
      return found;
    }
  }

  private static Map<String, Part> parts(Network network, Spelling.Numbers numbers) {
    Spelling spelling = new Spelling(network, numbers);
    Map<String, Part> parts = new HashMap<>();
    Slices slices = new Slices();
    Set<Plane> known = Collections.newSetFromMap(new IdentityHashMap<>());
    Stream.concat(Stream.of(network.direct()),
        network.routes().stream().flatMap(route -> route.alternatives().stream()).map(way -> way.path()))
        .map(Path::steps)
        .flatMap(List::stream)
        .forEach(step -> {
          if (step instanceof Step.Stage stage && !slices.isAboutRequests(stage.plane()) && known.add(stage.plane())) {
            add(stage.plane(), known.size(), spelling, parts);
          }
        });
    return parts;
  }

  private static void add(Plane plane, int number, Spelling spelling, Map<String, Part> parts) {
    for (int i = 0; i < plane.tiers().size(); i++) {
      Tier tier = plane.tiers().get(i);
      String key = number + " " + plane.name() + " " + plane.subject() + " " + i + " " + tier.name() + " " + tier.end();
      List<PacketExpr> rules = tier.rules().stream().map(rule -> rule.guard()).toList();
      List<String> texts = new ArrayList<>();
      for (int rule = 0; rule < rules.size(); rule++) {
        texts.add(tier.rules().get(rule).action() + " " + spelling.of(rules.get(rule)));
      }
      parts.put(key + " rules", new Part(texts, rules));
      List<PacketExpr> scopes = tier.scopes().stream().map(scope -> scope.subject()).toList();
      parts.put(key + " scopes", new Part(scopes.stream().map(spelling::of).toList(), scopes));
    }
  }

  private static BitSet concerned(Network network, List<PacketExpr> changed) {
    BitSet concerned = new BitSet();
    for (int endpoint = 0; endpoint < network.endpoints().size(); endpoint++) {
      int destination = endpoint;
      if (changed.stream().anyMatch(predicate -> Slices.mayHold(predicate, destination))) {
        concerned.set(endpoint);
      }
    }
    return concerned;
  }
}
