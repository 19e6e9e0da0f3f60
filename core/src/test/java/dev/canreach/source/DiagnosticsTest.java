package dev.canreach.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiagnosticsTest {

  private static Diagnostic at(int line, int column, Severity severity, String message) {
    return new Diagnostic(severity, new Span("a.yaml", line, column), "type", message);
  }

  @Test
  void theOrderDoesNotDependOnTheOrderOfWorkAndNothingComesTwice() {
    Diagnostic first = at(2, 10, Severity.ERROR, "x");
    Diagnostic second = at(10, 1, Severity.ERROR, "x");
    Diagnostic third = at(10, 1, Severity.NOTE, "a");
    var forwards = new Diagnostics();
    forwards.add(first);
    forwards.add(second);
    forwards.add(third);
    var backwards = new Diagnostics();
    backwards.add(third);
    backwards.add(second);
    backwards.add(first);
    backwards.addAll(forwards);

    assertThat(forwards.sorted()).containsExactly(first, second, third);
    assertThat(backwards.sorted()).isEqualTo(forwards.sorted());
  }

  @Test
  void placesAreOrderedByFileThenLineThenColumn() {
    assertThat(new Span("a", 10, 1)).isGreaterThan(new Span("a", 9, 80)).isLessThan(new Span("b", 1, 1));
    assertThat(new Span("a", 1, 2)).isGreaterThan(Span.startOf("a")).hasToString("a:1:2");
  }

  @Test
  void placesCountFromOneAndMessagesSaySomething() {
    assertThatThrownBy(() -> new Span("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> at(1, 1, Severity.ERROR, " ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void userTextInMessagesIsShortAndHarmless() {
    assertThat(Quote.text("shop")).isEqualTo("`shop`");
    assertThat(Quote.text("\u001b[31m\u202Ex\n")).isEqualTo("`\uFFFD[31m\uFFFDx\uFFFD`");
    assertThat(Quote.text("x".repeat(100))).isEqualTo("`" + "x".repeat(60) + "…`");
  }
}
