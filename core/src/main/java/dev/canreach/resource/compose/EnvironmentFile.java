package dev.canreach.resource.compose;

import java.util.Map;
import java.util.TreeMap;

/** Reads the variables of a {@code .env} file: {@code NAME=VALUE} lines, values perhaps in quotes (COMPOSE/C-7). */
final class EnvironmentFile {
  private EnvironmentFile() {}

  static Map<String, String> read(String text) {
    Map<String, String> variables = new TreeMap<>();
    for (String line : text.split("\\R", -1)) {
      String stripped = line.strip();
      String assignment = stripped.startsWith("export ") ? stripped.substring("export ".length()).strip() : stripped;
      int equals = assignment.indexOf('=');
      if (equals > 0 && !assignment.startsWith("#")) {
        variables.put(assignment.substring(0, equals).strip(), value(assignment.substring(equals + 1).strip()));
      }
    }
    return variables;
  }

  private static String value(String text) {
    for (String quote : new String[]{"\"", "'"}) {
      int end = text.indexOf(quote, 1);
      if (text.startsWith(quote) && end > 0) {
        return text.substring(1, end);
      }
    }
    int comment = text.indexOf(" #");
    return comment < 0 ? text : text.substring(0, comment).strip();
  }
}
