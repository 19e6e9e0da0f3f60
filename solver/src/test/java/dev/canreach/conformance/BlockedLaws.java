package dev.canreach.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What must hold of every blocked answer: without the blockers the traffic passes, or what is left open decides; without any
 * proper subset of them it is still blocked; with the opening that the answer suggests it passes.
 */
final class BlockedLaws implements ProbeSuite.ProbeListener {
  private static final int LARGEST_POWER_SET = 6;

  /** Every removal is one more input to read and lower, so that only the first blocked answers of a case are tried. */
  private static final int MOST_OF_A_CASE = 3;

  /** Objects that other policies need to have an effect, or whose removal uncovers the next one of their kind. */
  private static final List<String> CARRIERS = List.of("HostEndpoint ", "PeerAuthentication ");

  private final List<String> violations = new ArrayList<>();
  private final Map<String, Integer> tried = new HashMap<>();
  private int blocked;
  private int removals;
  private int openings;

  @Override
  public void answered(String id, Product product, JsonNode question, JsonNode answer) {
    if (!answer.path("verdict").asString("").equals("blocked") || !product.understandsEverything()) {
      return;
    }
    if (tried.merge(id, 1, Integer::sum) > MOST_OF_A_CASE) {
      return;
    }
    blocked++;
    Set<String> objects = new TreeSet<>();
    answer.path("blockers").forEach(blocker -> objects.add(blocker.path("object").asString()));
    if (objects.stream().anyMatch(object -> Character.isLowerCase(object.charAt(0)))) {
      // a setting of the network plugin, or a part of a document such as a network of a Compose file: nothing that could be left out
      return;
    }
    if (objects.stream().anyMatch(object -> CARRIERS.stream().anyMatch(object::startsWith))) {
      // without it the other blockers have no effect either, so that no set with it is a smallest one
      return;
    }
    if (objects.isEmpty()) {
      violations.add(id + " " + question + ": blocked by nothing");
      return;
    }
    for (Set<String> removed : subsets(List.copyOf(objects))) {
      Set<String> expected = removed.equals(objects) ? Set.of("reachable", "unknown") : Set.of("blocked");
      try (Product smaller = product.without(removed)) {
        String verdict = smaller.ask(question).path("verdict").asString("");
        if (!expected.contains(verdict)) {
          violations.add(id + " " + question + ": without " + removed + " of " + objects + " it is " + verdict);
        }
      }
      removals++;
    }
    String manifest = answer.path("opening").path("manifest").asString("");
    if (!manifest.isEmpty()) {
      try (Product larger = product.with(manifest)) {
        String verdict = larger.ask(question).path("verdict").asString("");
        if (!verdict.equals("reachable")) {
          violations.add(id + " " + question + ": with the opening it is " + verdict + "\n" + manifest);
        }
      }
      openings++;
    }
  }

  /** Every subset but the empty one; of a large set only those that lack at most one element, and the single elements. */
  private static Set<Set<String>> subsets(List<String> objects) {
    Set<Set<String>> subsets = new LinkedHashSet<>();
    if (objects.size() <= LARGEST_POWER_SET) {
      for (int bits = 1; bits < 1 << objects.size(); bits++) {
        Set<String> subset = new TreeSet<>();
        for (int i = 0; i < objects.size(); i++) {
          if ((bits & (1 << i)) != 0) {
            subset.add(objects.get(i));
          }
        }
        subsets.add(subset);
      }
    } else {
      subsets.add(new TreeSet<>(objects));
      for (String object : objects) {
        subsets.add(Set.of(object));
        Set<String> others = new TreeSet<>(objects);
        others.remove(object);
        subsets.add(others);
      }
    }
    return subsets;
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public String toString() {
    return blocked + " blocked answers: " + removals + " removals and " + openings + " openings tried, "
        + violations.size()
        + " violations";
  }
}
