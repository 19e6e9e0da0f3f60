package dev.canreach.report;

import dev.canreach.diff.NameChange;
import dev.canreach.packet.Assumption;
import java.util.List;

/** The part of a difference that is about names, for people. */
final class DiffNames {
  private final List<NameChange> certain;
  private final List<NameChange> undecided;
  private final Style style;

  DiffNames(List<NameChange> changes, Style style) {
    certain = changes.stream().filter(NameChange::isCertain).toList();
    undecided = changes.stream().filter(change -> !change.isCertain()).toList();
    this.style = style;
  }

  /** What differs, a line for each name. */
  void changes(StringBuilder out) {
    certain.forEach(change -> out.append("  ").append(line(change)).append('\n'));
  }

  /** Whether no name is sure to differ. */
  boolean isEmpty() {
    return certain.isEmpty();
  }

  /** What may differ, and what that depends on. */
  void undecided(StringBuilder out) {
    for (NameChange change : undecided) {
      out.append("  ").append(line(change)).append('\n');
      DiffText.questions(out, change.open());
    }
  }

  private String line(NameChange change) {
    return change.name() + "  " + (change.isCertain() ? "" : "perhaps ") + what(change)
        + change.by().map(by -> "  " + style.faint(by.span().toString())).orElse("");
  }

  private static String what(NameChange change) {
    String before = String.join(", ", change.before());
    String after = String.join(", ", change.after());
    if (change.before().isEmpty()) {
      return "appears, leads to " + after;
    }
    return change.after().isEmpty() ? "vanishes, led to " + before : "leads to " + after + ", before to " + before;
  }

  /** How many names differ; nothing where there are none. */
  String summary() {
    int all = certain.size() + undecided.size();
    if (all == 0) {
      return "";
    }
    return "; " + certain.size() + (certain.size() == 1 ? " name" : " names") + " changed"
        + (undecided.isEmpty() ? "" : ", " + undecided.size() + " undecided");
  }

  /** Tables in Markdown. */
  void markdown(StringBuilder out) {
    table(out, "Names", certain);
    table(out, "Undecided names", undecided);
  }

  private static void table(StringBuilder out, String title, List<NameChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.append("### ")
        .append(title)
        .append("\n\n| Name | Before | Now | By | Depends on whether |\n|---|---|---|---|---|\n");
    for (NameChange change : changes) {
      List<String> cells = List.of(change.name(), String.join(", ", change.before()), String.join(", ", change.after()),
          change.by().map(by -> by.describe() + "  " + by.span()).orElse(""),
          String.join("; ", change.open().stream().map(Assumption::statement).toList()));
      out.append("| ").append(String.join(" | ", cells.stream().map(DiffText::cell).toList())).append(" |\n");
    }
    out.append('\n');
  }
}
