package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a selector selects where the input does not say everything about labels (K8S/N-16). */
class LabelIndexTest {
  private static final Span SPAN = new Span("x.yaml", 1, 1);
  private static final int X = 0;
  private static final int Y = 1;
  private static final int BARE = 2;
  private static final int OPEN_VALUE = 3;
  private static final int OPEN_WORLD = 4;
  private static final int X_AND_MORE = 5;

  private static Requirement a(Operator operator, String... values) {
    return new Requirement("a", operator, List.of(values), SPAN);
  }

  private static Requirement b(Operator operator) {
    return new Requirement("b", operator, List.of(), SPAN);
  }

  private static LabelIndex closed() {
    LabelIndex index = new LabelIndex();
    index.add(X, Map.of("a", "x"), List.of(), false);
    index.add(Y, Map.of("a", "y"), List.of(), false);
    index.add(BARE, Map.of(), List.of(), false);
    return index;
  }

  private static LabelIndex open() {
    LabelIndex index = closed();
    index.add(OPEN_VALUE, Map.of(), List.of("a"), false);
    index.add(OPEN_WORLD, Map.of(), List.of(), true);
    index.add(X_AND_MORE, Map.of("a", "x"), List.of(), true);
    return index;
  }

  private static void selects(LabelIndex index, List<Requirement> requirements, List<Integer> certain,
      List<Integer> maybe) {
    LabelIndex.Selected selected = index.select(requirements);
    assertThat(selected.certain().stream().boxed()).as("%s certain", requirements).containsExactlyElementsOf(certain);
    assertThat(selected.maybe().stream().boxed()).as("%s maybe", requirements).containsExactlyElementsOf(maybe);
    assertThat(index.certain(requirements)).isEqualTo(selected.certain());
    selected.maybe().or(selected.certain());
    assertThat(index.possible(requirements)).isEqualTo(selected.maybe());
  }

  @Test
  void whereEveryLabelIsWrittenNothingIsAMaybe() {
    LabelIndex index = closed();
    selects(index, List.of(), List.of(X, Y, BARE), List.of());
    selects(index, List.of(a(Operator.IN, "x")), List.of(X), List.of());
    selects(index, List.of(a(Operator.IN, "x", "y", "z")), List.of(X, Y), List.of());
    selects(index, List.of(a(Operator.NOT_IN, "x")), List.of(Y, BARE), List.of());
    selects(index, List.of(a(Operator.EXISTS)), List.of(X, Y), List.of());
    selects(index, List.of(a(Operator.DOES_NOT_EXIST)), List.of(BARE), List.of());
    selects(index, List.of(a(Operator.EXISTS), a(Operator.NOT_IN, "x")), List.of(Y), List.of());
  }

  @Test
  void aLabelThatTheInputDoesNotSayMakesAMaybe() {
    LabelIndex index = open();
    selects(index, List.of(a(Operator.IN, "x")), List.of(X, X_AND_MORE), List.of(OPEN_VALUE, OPEN_WORLD));
    selects(index, List.of(a(Operator.NOT_IN, "x")), List.of(Y, BARE), List.of(OPEN_VALUE, OPEN_WORLD));
    selects(index, List.of(a(Operator.EXISTS)), List.of(X, Y, OPEN_VALUE, X_AND_MORE), List.of(OPEN_WORLD));
    selects(index, List.of(a(Operator.DOES_NOT_EXIST)), List.of(BARE), List.of(OPEN_WORLD));
    selects(index, List.of(b(Operator.EXISTS)), List.of(), List.of(OPEN_WORLD, X_AND_MORE));
    selects(index, List.of(b(Operator.DOES_NOT_EXIST)), List.of(X, Y, BARE, OPEN_VALUE),
        List.of(OPEN_WORLD, X_AND_MORE));
  }

  @Test
  void everyRequirementMustHoldOrMayHold() {
    LabelIndex index = open();
    selects(index, List.of(a(Operator.EXISTS), a(Operator.NOT_IN, "x")), List.of(Y), List.of(OPEN_VALUE, OPEN_WORLD));
    selects(index, List.of(a(Operator.IN, "x"), b(Operator.DOES_NOT_EXIST)), List.of(X),
        List.of(OPEN_VALUE, OPEN_WORLD, X_AND_MORE));
  }

  @Test
  void aRequirementIsUndecidedOnlyForThingsThatMayOrMayNotMeetIt() {
    LabelIndex index = open();
    assertThat(index.undecided(X, a(Operator.IN, "x"))).isFalse();
    assertThat(index.undecided(OPEN_VALUE, a(Operator.IN, "x"))).isTrue();
    assertThat(index.undecided(OPEN_VALUE, a(Operator.NOT_IN, "x"))).isTrue();
    assertThat(index.undecided(OPEN_VALUE, a(Operator.EXISTS))).isFalse();
    assertThat(index.undecided(OPEN_WORLD, a(Operator.EXISTS))).isTrue();
    assertThat(index.undecided(X_AND_MORE, a(Operator.DOES_NOT_EXIST))).isFalse();
    assertThat(index.undecided(X_AND_MORE, b(Operator.EXISTS))).isTrue();
  }
}
