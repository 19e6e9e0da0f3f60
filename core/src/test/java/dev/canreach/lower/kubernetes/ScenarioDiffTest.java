package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canreach.diff.Difference;
import dev.canreach.diff.NameChange;
import dev.canreach.diff.NetworkDiff;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.query.Answer;
import dev.canreach.query.Verdict;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.platform.KubeProxyConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What becomes of a scenario when one of its objects goes is what its questions show. */
class ScenarioDiffTest {
  private static final int MOST_OBJECTS = 5;

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    return Scenario.all().stream().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> check(scenario)));
  }

  private static void check(Scenario scenario) throws Exception {
    Network whole = network(scenario.inventory());
    Difference nothing = NetworkDiff.between(whole, network(scenario.inventory()));
    assertThat(nothing.isChange() || nothing.isUndecided()).isFalse();

    List<Optional<Boolean>> verdicts = verdicts(scenario, scenario.inventory());
    // Whether a node itself answers at a port that only a Service of the other side has is not compared.
    List<Resource> resources = scenario.inventory()
        .resources()
        .stream()
        .filter(each -> !(each instanceof KubeProxyConfiguration))
        .toList();
    for (int i = 0; i < Math.min(MOST_OBJECTS, resources.size()); i++) {
      Resource gone = resources.get(i * resources.size() / Math.min(MOST_OBJECTS, resources.size()));
      Inventory rest = without(scenario.inventory(), gone);
      Network part = network(rest);
      Difference there = NetworkDiff.between(whole, part);
      Difference back = NetworkDiff.between(part, whole);

      assertThat(back.ways().counts()).as(gone.id()).isEqualTo(there.ways().counts());
      assertThat(back.ways().requests().undecided()).as(gone.id()).isEqualTo(there.ways().requests().undecided());
      assertThat(back.ways().added()).as(gone.id()).isEqualTo(there.ways().removed());
      assertThat(back.names()).as(gone.id())
          .extracting(NameChange::name, NameChange::after, NameChange::before)
          .isEqualTo(there.names().stream().map(each -> tuple(each.name(), each.before(), each.after())).toList());
      boolean same = !there.isChange() && !there.isUndecided() && there.added().isEmpty() && there.removed().isEmpty()
          && whole.groups().keySet().equals(part.groups().keySet()) && there.ways().added().isEmpty()
          && there.ways().removed().isEmpty();
      if (same) {
        List<Optional<Boolean>> reduced = verdicts(scenario, rest);
        for (int question = 0; question < verdicts.size(); question++) {
          if (verdicts.get(question).isPresent() && reduced.get(question).isPresent()) {
            assertThat(reduced.get(question))
                .as("%s without %s, which makes no difference", scenario.expectations().get(question), gone.id())
                .isEqualTo(verdicts.get(question));
          }
        }
      }
    }
  }

  private static Network network(Inventory inventory) {
    return Lowerings.lower(inventory, Assumptions.parse(List.of()).assumptions(), List.of());
  }

  private static Inventory without(Inventory inventory, Resource gone) {
    return new Inventory(inventory.resources().stream().filter(each -> !each.equals(gone)).toList(),
        inventory.rejections().values().stream().flatMap(List::stream).toList(), inventory.notUnderstood(),
        inventory.unread(), inventory.files());
  }

  /** The definite answers; names and pods that do not exist yet are not compared by differences. */
  private static List<Optional<Boolean>> verdicts(Scenario scenario, Inventory inventory) throws Exception {
    Scenario reduced = new Scenario(scenario.name(), inventory, scenario.expectations());
    List<Optional<Boolean>> verdicts = new ArrayList<>();
    for (Scenario.Expectation expectation : scenario.expectations()) {
      String ends = expectation.members().getOrDefault("from", "") + " "
          + expectation.members().getOrDefault("to", "host/");
      boolean compared = expectation.assume().isEmpty() && !ends.contains("?") && !ends.contains("host/");
      verdicts.add(compared && reduced.ask(expectation) instanceof Answer.Judged judged
          && judged.verdict() != Verdict.UNKNOWN
              ? Optional.of(judged.verdict() == Verdict.REACHABLE)
              : Optional.empty());
    }
    return verdicts;
  }
}
