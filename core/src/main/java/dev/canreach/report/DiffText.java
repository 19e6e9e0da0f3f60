package dev.canreach.report;

import dev.canreach.diff.Change;
import dev.canreach.diff.Difference;
import dev.canreach.diff.Example;
import dev.canreach.diff.Undecided;
import dev.canreach.diff.Ways;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.packet.Assumption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a change opens and closes, and the names that it changes, for people. */
public final class DiffText {
  static final String INDENT = "      ";

  private final Difference difference;
  private final MapNames names;
  private final Style style;
  private final DiffWays ways;
  private final DiffNames changedNames;

  /** A difference in a style. */
  public DiffText(Difference difference, Style style) {
    this.difference = difference;
    this.style = style;
    names = new MapNames(difference.endpoints(), difference.outside());
    ways = new DiffWays(difference.ways(), names, style);
    changedNames = new DiffNames(difference.names(), style);
  }

  /**
   * The whole text.
   *
   * @param before the coverage of the input before the change
   * @param after the coverage of the input after it
   */
  public String text(String before, String after) {
    StringBuilder out = new StringBuilder();
    Ways changed = difference.ways();
    title(out, style.bad("OPENED"), difference.opened().isEmpty() && ways.isEmpty(true));
    changes(out, difference.opened(), "before", "now");
    ways.changes(out, true);
    title(out, style.good("CLOSED"), difference.closed().isEmpty() && ways.isEmpty(false));
    changes(out, difference.closed(), "now", "before");
    ways.changes(out, false);
    title(out, "NAMES", changedNames.isEmpty());
    changedNames.changes(out);
    title(out, style.open("UNDECIDED"), !difference.isUndecided());
    difference.undecided().forEach(undecided -> undecided(out, undecided));
    ways.undecided(out);
    changedNames.undecided(out);
    endpoints(out, "ADDED", difference.added(), changed.added());
    endpoints(out, "REMOVED", difference.removed(), changed.removed());
    return out.append(summary())
        .append('\n')
        .append(ways.compared())
        .append("\nold: ")
        .append(before)
        .append("\nnew: ")
        .append(after)
        .append('\n')
        .toString();
  }

  private static void title(StringBuilder out, String title, boolean empty) {
    out.append(empty ? "" : title + "\n");
  }

  private void changes(StringBuilder out, List<Change> changes, String blocked, String allowed) {
    for (Change change : changes) {
      out.append("  ").append(connection(change)).append('\n');
      out.append(INDENT).append("e.g. ").append(example(change.example())).append('\n');
      reasons(change.example(), blocked, allowed).forEach(line -> out.append(INDENT).append(line).append('\n'));
    }
  }

  private String connection(Change change) {
    return names.of(change.from()) + " → " + names.of(change.to()) + "  "
        + TrafficText.of(change.traffic(), names.bothFamilies());
  }

  private static String example(Example example) {
    return example.from() + " → " + example.to() + " " + example.packet().traffic();
  }

  private List<String> reasons(Example example, String blocked, String allowed) {
    List<String> lines = new ArrayList<>();
    for (Example.Reason reason : example.reasons()) {
      reason.blockedBy().forEach(origin -> lines.add(said(reason.stage(), "blocked " + blocked + " by", origin)));
      lines.add(reason.allowedBy()
          .map(origin -> said(reason.stage(), "allowed " + allowed + " by", origin))
          .orElse(reason.stage() + " " + allowed + ": nothing is in its way"));
    }
    if (example.reasons().isEmpty()) {
      lines.add(blocked.equals("before") ? "an end of it is new" : "an end of it is gone");
    }
    return lines;
  }

  private String said(String stage, String what, Origin origin) {
    return stage + " " + what + " " + origin.describe() + "  " + style.faint(origin.span().toString());
  }

  private void undecided(StringBuilder out, Undecided undecided) {
    out.append("  ")
        .append(names.of(undecided.from()))
        .append(" → ")
        .append(names.of(undecided.to()))
        .append("  perhaps ")
        .append(TrafficText.of(undecided.traffic(), names.bothFamilies()))
        .append('\n');
    questions(out, undecided.open());
  }

  /** What a connection depends on that nobody knows, and how to settle it. */
  static void questions(StringBuilder out, Collection<Assumption> open) {
    for (Assumption assumption : open) {
      out.append(INDENT).append("depends on whether ").append(assumption.statement());
      out.append(assumption.remedy().isEmpty() ? "" : "; to settle it: " + assumption.remedy()).append('\n');
    }
  }

  private void endpoints(StringBuilder out, String title, List<Endpoint> endpoints, List<String> entries) {
    if (!endpoints.isEmpty() || !entries.isEmpty()) {
      out.append(title)
          .append("  ")
          .append(String.join(", ", Stream.concat(endpoints.stream().map(names::name), entries.stream()).toList()))
          .append('\n');
    }
  }

  private String summary() {
    Difference.Pairs pairs = difference.pairs();
    StringBuilder out = new StringBuilder(difference.isChange()
        ? ""
        : difference.isUndecided()
            ? "no difference is certain: "
            : "no difference: ");
    out.append(pairs.changed()).append(pairs.changed() == 1 ? " pair" : " pairs").append(changed(pairs));
    out.append(ways.summary()).append(changedNames.summary());
    return out.toString();
  }

  /** What follows the number of those that changed. */
  static String changed(Difference.Pairs counts) {
    return " changed, " + (counts.undecided() > 0 ? counts.undecided() + " undecided, " : "") + counts.unchanged()
        + " unchanged"
        + (counts.unsettled() > 0
            ? ", " + counts.unsettled() + " open on both sides alike and taken as unchanged"
            : "");
  }

  /** A list in Markdown, for comments on a change. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    table(out, "Opened", difference.opened());
    table(out, "Closed", difference.closed());
    if (!difference.undecided().isEmpty()) {
      out.append("### Undecided\n\n| From | To | Traffic | Depends on whether |\n|---|---|---|---|\n");
      for (Undecided each : difference.undecided()) {
        out.append("| ")
            .append(cell(names.of(each.from())))
            .append(" | ")
            .append(cell(names.of(each.to())))
            .append(" | ")
            .append(TrafficText.of(each.traffic(), names.bothFamilies()))
            .append(" | ")
            .append(cell(String.join("; ", each.open().stream().map(Assumption::statement).toList())))
            .append(" |\n");
      }
      out.append('\n');
    }
    ways.markdown(out);
    changedNames.markdown(out);
    return out.append(summary()).append("\n\n").append(ways.compared()).append('\n').toString();
  }

  private void table(StringBuilder out, String title, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.append("### ")
        .append(title)
        .append("\n\n| From | To | Traffic | For instance | Because |\n|---|---|---|---|---|\n");
    for (Change change : changes) {
      boolean opened = title.equals("Opened");
      List<String> why = reasons(change.example(), opened ? "before" : "now", opened ? "now" : "before");
      out.append("| ")
          .append(cell(names.of(change.from())))
          .append(" | ")
          .append(cell(names.of(change.to())))
          .append(" | ")
          .append(TrafficText.of(change.traffic(), names.bothFamilies()))
          .append(" | ")
          .append(cell(example(change.example())))
          .append(" | ")
          .append(cell(String.join("; ", why)))
          .append(" |\n");
    }
    out.append('\n');
  }

  /** Text that cannot end its cell. */
  static String cell(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
  }
}
