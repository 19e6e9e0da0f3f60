package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.ScalarNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Puts the values of variables into the values of a Compose file (COMPOSE/C-7). Keys stay as they are. */
final class Interpolation {
  /** How deep defaults may nest. */
  private static final int MAX_DEPTH = 32;

  private final Map<String, String> variables;
  private final Problems problems;

  Interpolation(Map<String, String> variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /** The tree with every variable replaced. */
  MapNode apply(MapNode map, FieldPath path) {
    var entries = new ArrayList<MapNode.Entry>();
    for (MapNode.Entry entry : map.entries()) {
      entries.add(new MapNode.Entry(entry.key(), apply(entry.value(), path.child(entry.key().text()))));
    }
    return new MapNode(entries, map.tag(), map.span());
  }

  private Node apply(Node node, FieldPath path) {
    return switch (node) {
      case MapNode map -> apply(map, path);
      case ListNode list -> {
        var items = new ArrayList<Node>();
        for (Node item : list.items()) {
          items.add(apply(item, path.index(items.size())));
        }
        yield new ListNode(items, list.tag(), list.span());
      }
      case ScalarNode scalar -> scalar.text().indexOf('$') < 0
          ? scalar
          : new ScalarNode(new Template(scalar.text(), new Place(path, scalar.span())).expand(0), false, scalar.tag(),
              scalar.span());
    };
  }

  /** One text with variables. */
  private final class Template {
    private final String text;
    private final Place place;

    Template(String text, Place place) {
      this.text = text;
      this.place = place;
    }

    String expand(int depth) {
      var result = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int dollar = text.indexOf('$', at);
        if (dollar < 0) {
          break;
        }
        result.append(text, at, dollar);
        at = dollar + 1;
        char next = at < text.length() ? text.charAt(at) : ' ';
        if (next == '$') {
          result.append('$');
          at++;
        } else if (next == '{') {
          int end = closing(at + 1);
          if (end < 0) {
            invalid();
            return text;
          }
          result.append(braced(text.substring(at + 1, end), depth));
          at = end + 1;
        } else if (isNameStart(next)) {
          int end = nameEnd(text, at);
          result.append(value(text.substring(at, end)));
          at = end;
        } else {
          result.append('$');
        }
      }
      return result.append(text, at, text.length()).toString();
    }

    /** The offset of the brace that closes the one before the offset, or -1. */
    private int closing(int from) {
      int open = 1;
      for (int i = from; i < text.length(); i++) {
        if (text.startsWith("${", i)) {
          open++;
        } else if (text.charAt(i) == '}' && --open == 0) {
          return i;
        }
      }
      return -1;
    }

    private String braced(String inner, int depth) {
      int end = inner.isEmpty() || !isNameStart(inner.charAt(0)) ? 0 : nameEnd(inner, 0);
      if (end == 0 || depth > MAX_DEPTH) {
        invalid();
        return "";
      }
      String name = inner.substring(0, end);
      String rest = inner.substring(end);
      if (rest.isEmpty()) {
        return value(name);
      }
      boolean orEmpty = rest.startsWith(":");
      String operator = rest.substring(orEmpty ? 1 : 0);
      Optional<String> value = Optional.ofNullable(variables.get(name)).filter(found -> !orEmpty || !found.isEmpty());
      if (operator.isEmpty() || "-?+".indexOf(operator.charAt(0)) < 0) {
        invalid();
        return "";
      }
      String word = operator.substring(1);
      return switch (operator.charAt(0)) {
        case '-' -> value.orElseGet(() -> nested(word, depth));
        case '+' -> value.isPresent() ? nested(word, depth) : "";
        default -> value.orElseGet(() -> {
          problems.error(ProblemType.REQUIRED, place, "the variable " + Quote.text(name)
              + " is required here: set it with `--assume env." + name + "=...` or in the `.env` file");
          return "";
        });
      };
    }

    private String nested(String word, int depth) {
      return new Template(word, place).expand(depth + 1);
    }

    private String value(String name) {
      String value = variables.get(name);
      if (value == null) {
        problems.warning(place, "the variable " + Quote.text(name) + " is not set and counts as empty: set it with "
            + "`--assume env." + name + "=...` or in the `.env` file");
        return "";
      }
      return value;
    }

    private void invalid() {
      problems.invalid(place, text, "is no valid template: write `${NAME}`, or `$$` for a dollar sign");
    }
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && (isNameStart(text.charAt(end)) || (text.charAt(end) >= '0' && text.charAt(end) <= '9'))) {
      end++;
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
