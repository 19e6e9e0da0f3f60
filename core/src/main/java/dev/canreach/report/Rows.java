package dev.canreach.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of an answer in columns: a label, a decision, what is said, and the place where it is written. The columns are
 * as wide as their widest cell; a place stands behind its text when the line would get too long.
 */
final class Rows {
  private static final String MARGIN = "  ";

  private final Style style;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String label, String decision, String text, String place) {}

  Rows(Style style) {
    this.style = style;
  }

  void add(String label, String decision, String text, String place) {
    rows.add(new Row(label, decision, text, place));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String render() {
    int label = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
    int decision = rows.stream().mapToInt(row -> row.decision().length()).max().orElse(0);
    int places = rows.stream().mapToInt(row -> row.place().length()).max().orElse(0);
    int before = MARGIN.length() + label + 2 + (decision == 0 ? 0 : decision + 3);
    int room = Math.max(20, style.width() - before - places - 2);
    int text = rows.stream()
        .filter(row -> !row.place().isEmpty())
        .mapToInt(row -> row.text().length())
        .filter(length -> length <= room)
        .max()
        .orElse(0);
    StringBuilder out = new StringBuilder();
    for (Row row : rows) {
      StringBuilder line = new StringBuilder(MARGIN).append(pad(row.label(), label)).append("  ");
      if (decision > 0) {
        line.append(paint(pad(row.decision(), decision))).append("   ");
      }
      line.append(row.place().isEmpty() ? row.text() : pad(row.text(), text) + "  " + style.faint(row.place()));
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private String paint(String decision) {
    return switch (decision.strip()) {
      case "allowed", "forwarded" -> style.good(decision);
      case "blocked", "refused" -> style.bad(decision);
      case "unknown" -> style.open(decision);
      default -> decision;
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
