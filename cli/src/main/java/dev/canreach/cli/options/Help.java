package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;

/** Help, laid out in two columns: what can be written, and what it means. */
public final class Help {
  /** Where the second column begins at the latest: what is longer stands on a line of its own. */
  private static final int WIDEST = 30;

  private final int width;
  private final StringBuilder text = new StringBuilder();

  private Help(int width) {
    this.width = width;
  }

  /**
   * The help of one command.
   *
   * @param width the number of columns
   */
  public static String of(Syntax syntax, int width) {
    List<String[]> rows = new ArrayList<>();
    for (Operand operand : syntax.operands()) {
      rows.add(new String[]{"      " + operand.shown(), operand.description()});
    }
    for (Argument option : syntax.options()) {
      String names = String.join(", ", option.names());
      String indent = option.names().getFirst().startsWith("--") ? "      " : "  ";
      rows.add(new String[]{indent + names + (option.takesValue() ? " " + option.label() : ""), option.description()});
    }
    Help help = new Help(width);
    help.paragraph("Usage: " + syntax.synopsis());
    help.paragraph(syntax.description());
    help.rows(rows);
    help.text.append('\n');
    syntax.footer().lines().forEach(help::paragraph);
    return help.text.toString();
  }

  /**
   * The help of a program with several commands.
   *
   * @param head what stands above the commands
   * @param footer what stands under them
   */
  public static String of(String head, List<Syntax> commands, String footer, int width) {
    Help help = new Help(width);
    head.lines().forEach(help::paragraph);
    help.rows(commands.stream().map(each -> new String[]{"  " + each.name(), each.description()}).toList());
    help.text.append('\n');
    footer.lines().forEach(help::paragraph);
    return help.text.toString();
  }

  private void rows(List<String[]> rows) {
    int longest = rows.stream().mapToInt(row -> row[0].length()).filter(length -> length <= WIDEST).max().orElse(0);
    int column = longest + 2;
    for (String[] row : rows) {
      text.append(row[0]);
      int at = row[0].length();
      if (at > longest) {
        text.append('\n');
        at = 0;
      }
      text.append(" ".repeat(column - at));
      wrapped(row[1], column);
    }
  }

  private void paragraph(String line) {
    String rest = line.stripLeading();
    int indent = line.length() - rest.length();
    text.append(" ".repeat(indent));
    wrapped(rest, indent);
  }

  /** Writes words from a column on, and goes on under the first of them where the line is full. */
  private void wrapped(String words, int column) {
    int at = column;
    boolean first = true;
    for (String word : words.split(" ", -1)) {
      if (!first && at + 1 + word.length() > width) {
        text.append('\n').append(" ".repeat(column));
        at = column;
      } else if (!first) {
        text.append(' ');
        at++;
      }
      text.append(word);
      at += word.length();
      first = false;
    }
    text.append('\n');
  }
}
