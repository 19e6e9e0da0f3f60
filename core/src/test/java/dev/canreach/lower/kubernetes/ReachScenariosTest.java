package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.model.Origin;
import dev.canreach.query.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of our own is answered as written beside it, and every rule has a yes and a no. */
class ReachScenariosTest {

  @TestFactory
  Stream<DynamicContainer> scenarios() throws IOException {
    return Scenario.all()
        .stream()
        .map(scenario -> DynamicContainer.dynamicContainer(scenario.name(), scenario.expectations()
            .stream()
            .map(expectation -> DynamicTest.dynamicTest(expectation.toString(), () -> check(scenario, expectation)))));
  }

  private static void check(Scenario scenario, Scenario.Expectation expectation) throws Exception {
    assertThat(Assumptions.parse(expectation.assume()).errors()).isEmpty();
    switch (scenario.ask(expectation)) {
      case Answer.Judged judged -> {
        assertThat(judged.verdict().word()).as("%s%n%s", expectation, judged).isEqualTo(expectation.verdict());
        expected(expectation.blockers(), judged.path()
            .stream()
            .filter(step -> step.decision().equals("blocked"))
            .flatMap(step -> step.by().stream())
            .map(Origin::object), judged);
        expected(expectation.destinations(),
            judged.destinations().stream().map(end -> end.endpoint() + ":" + end.port() + " " + end.weight()), judged);
        expected(expectation.assumptions(), judged.assumptions().stream().map(taken -> taken.assumption().key()),
            judged);
      }
      case Answer.Resolved resolved -> {
        assertThat(resolved.verdict().word()).as("%s%n%s", expectation, resolved).isEqualTo(expectation.verdict());
        expected(expectation.assumptions(), resolved.assumptions().stream().map(taken -> taken.assumption().key()),
            resolved);
        assertThat(String.join(" ", resolved.addresses())).as("%s%n%s", expectation, resolved)
            .isEqualTo(expectation.resolves());
      }
      case Answer.Stated stated ->
          throw new AssertionError(expectation + " asks whether packets arrive, not for " + stated);
      case Answer.Unanswerable unanswerable ->
          throw new AssertionError(expectation + ": " + unanswerable.error());
    }
  }

  private static void expected(List<String> expected, Stream<String> actual, Answer answer) {
    if (!expected.isEmpty()) {
      assertThat(actual.distinct().toList()).as("%s", answer).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void everyRuleHasAYesAndANoOrAReasonWhyNot() throws IOException {
    SortedSet<String> yes = new TreeSet<>();
    SortedSet<String> no = new TreeSet<>();
    for (Scenario scenario : Scenario.all()) {
      for (Scenario.Expectation expectation : scenario.expectations()) {
        switch (expectation.verdict()) {
          case "reachable" -> yes.addAll(expectation.rules());
          case "blocked", "unroutable" -> no.addAll(expectation.rules());
          default -> assertThat(expectation.verdict()).isEqualTo("unknown");
        }
      }
    }
    SortedSet<String> excused = excused();
    List<String> rules = new ArrayList<>();
    IntStream.rangeClosed(1, 16).forEach(i -> rules.add("K8S/W-%02d".formatted(i)));
    IntStream.rangeClosed(1, 27).forEach(i -> rules.add("K8S/N-%02d".formatted(i)));
    IntStream.rangeClosed(1, 23).forEach(i -> rules.add("K8S/S-%02d".formatted(i)));
    assertThat(rules).allSatisfy(rule -> assertThat((yes.contains(rule) && no.contains(rule)) != excused.contains(rule))
        .as("%s: yes %s, no %s, excused %s", rule, yes.contains(rule), no.contains(rule), excused.contains(rule))
        .isTrue());
  }

  /** The rules that are listed, one a line, with a reason. */
  private static SortedSet<String> excused() throws IOException {
    SortedSet<String> rules = new TreeSet<>();
    Path page = Scenario.KUBERNETES.resolve("without-verdict.md");
    for (String line : Files.readAllLines(page)) {
      Matcher matcher = Pattern.compile("^- `(K8S/[WNS]-[0-9]{2})`: .{20,}").matcher(line);
      if (matcher.find()) {
        rules.add(matcher.group(1));
      }
    }
    return rules;
  }
}
