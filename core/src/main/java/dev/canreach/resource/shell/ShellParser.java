package dev.canreach.resource.shell;

import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a script apart into simple commands, as far as that is possible without running it. */
final class ShellParser {
  private static final Set<String> OPENING = Set.of("if", "for", "while", "until", "case", "select", "{");
  private static final Set<String> CLOSING = Set.of("fi", "done", "esac", "}");
  /** Words that only begin a branch; a command may follow. */
  private static final Set<String> BETWEEN = Set.of("then", "else", "elif", "do", "!", "time");

  private final String file;
  private final String text;
  private final Map<String, String> variables = new HashMap<>();
  private final List<ShellCommand> commands = new ArrayList<>();
  private final List<String> hereDocuments = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private int index;
  private int line = 1;
  private int column = 1;
  private Span begin;
  private boolean known = true;
  private int depth;
  private boolean alternative;

  private ShellParser(String file, String text) {
    this.file = file;
    this.text = text;
    this.begin = Span.startOf(file);
  }

  /** The commands of a script in their order. */
  static List<ShellCommand> parse(String file, String text) {
    var parser = new ShellParser(file, text);
    while (parser.index < text.length()) {
      parser.step();
    }
    parser.end();
    return List.copyOf(parser.commands);
  }

  private void step() {
    char c = text.charAt(index);
    switch (c) {
      case '\n' -> {
        end();
        advance();
        skipHereDocuments();
        alternative = false;
      }
      case ' ', '\t', '\r' -> advance();
      case '#' -> {
        while (index < text.length() && text.charAt(index) != '\n') {
          advance();
        }
      }
      case '\\' -> {
        if (text.startsWith("\\\n", index) || text.startsWith("\\\r\n", index)) {
          advance(text.charAt(index + 1) == '\r' ? 3 : 2);
        } else {
          word();
        }
      }
      case ';', '&', '|' -> {
        boolean otherwise = text.startsWith("||", index);
        end();
        advance(otherwise || text.startsWith("&&", index) ? 2 : 1);
        alternative = otherwise;
      }
      case '(' -> {
        end();
        depth++;
        advance();
      }
      case ')' -> {
        end();
        depth = Math.max(0, depth - 1);
        advance();
      }
      case '<', '>' -> redirection();
      default -> word();
    }
  }

  private void redirection() {
    if (!words.isEmpty() && words.get(words.size() - 1).matches("[0-9]") && index > 0
        && Character.isDigit(text.charAt(index - 1))) {
      words.remove(words.size() - 1);
    }
    boolean document = text.startsWith("<<", index) && !text.startsWith("<<<", index);
    while (index < text.length() && "<>&|-".indexOf(text.charAt(index)) >= 0) {
      advance();
    }
    while (index < text.length() && (text.charAt(index) == ' ' || text.charAt(index) == '\t')) {
      advance();
    }
    boolean before = known;
    String target = readWord();
    known = before;
    if (document && !target.isEmpty()) {
      hereDocuments.add(target);
    }
  }

  private void skipHereDocuments() {
    for (String end : hereDocuments) {
      boolean inside = true;
      while (inside && index < text.length()) {
        int newline = text.indexOf('\n', index);
        String content = text.substring(index, newline < 0 ? text.length() : newline);
        inside = !content.strip().equals(end);
        advance(content.length() + (newline < 0 ? 0 : 1));
      }
    }
    hereDocuments.clear();
  }

  private void word() {
    if (words.isEmpty()) {
      begin = new Span(file, line, column);
    }
    words.add(readWord());
  }

  private String readWord() {
    var word = new StringBuilder();
    while (index < text.length() && " \t\r\n;&|()<>".indexOf(text.charAt(index)) < 0) {
      char c = text.charAt(index);
      switch (c) {
        case '\'' -> {
          int end = text.indexOf('\'', index + 1);
          int last = end < 0 ? text.length() : end;
          word.append(text, index + 1, last);
          advance(last + 1 - index);
        }
        case '"' -> quoted(word);
        case '\\' -> {
          boolean joins = text.startsWith("\\\n", index);
          if (!joins && index + 1 < text.length()) {
            word.append(text.charAt(index + 1));
          }
          advance(2);
        }
        case '$', '`' -> expansion(word);
        default -> {
          word.append(c);
          advance();
        }
      }
    }
    return word.toString();
  }

  private void quoted(StringBuilder word) {
    advance();
    while (index < text.length() && text.charAt(index) != '"') {
      char c = text.charAt(index);
      if (c == '\\' && index + 1 < text.length()) {
        if (text.charAt(index + 1) != '\n') {
          word.append(text.charAt(index + 1));
        }
        advance(2);
      } else if (c == '$' || c == '`') {
        expansion(word);
      } else {
        word.append(c);
        advance();
      }
    }
    advance();
  }

  /** A variable that the script sets to plain text is replaced; everything else is not known. */
  private void expansion(StringBuilder word) {
    boolean braced = text.startsWith("${", index);
    int start = index + (braced ? 2 : 1);
    int end = start;
    while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    String value = variables.get(text.substring(Math.min(start, text.length()), end));
    boolean whole = !braced || (end < text.length() && text.charAt(end) == '}');
    if (text.charAt(index) == '$' && end > start && value != null && whole) {
      word.append(value);
      advance(end + (braced ? 1 : 0) - index);
      return;
    }
    known = false;
    if (text.startsWith("$(", index)) {
      nested('(', ')');
    } else if (braced) {
      nested('{', '}');
    } else if (text.charAt(index) == '`') {
      int close = text.indexOf('`', index + 1);
      advance((close < 0 ? text.length() : close + 1) - index);
    } else {
      advance(Math.max(1, end - index));
    }
  }

  private void nested(char open, char close) {
    int level = 0;
    do {
      char c = text.charAt(index);
      level += c == open ? 1 : c == close ? -1 : 0;
      advance();
    } while (index < text.length() && (level > 0 || text.charAt(index - 1) == '$'));
  }

  /** The command is complete. */
  private void end() {
    boolean conditional = depth > 0 || alternative;
    int first = 0;
    boolean keyword = true;
    while (keyword && first < words.size()) {
      String word = words.get(first);
      keyword = OPENING.contains(word) || CLOSING.contains(word) || BETWEEN.contains(word);
      depth = Math.max(0, depth + (OPENING.contains(word) ? 1 : CLOSING.contains(word) ? -1 : 0));
      if (keyword) {
        conditional = depth > 0 || alternative;
        boolean header = word.equals("for") || word.equals("case") || word.equals("select");
        first = header ? words.size() : first + 1;
      }
    }
    List<String> rest = words.subList(first, words.size());
    while (!rest.isEmpty() && rest.get(0).matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      String assignment = rest.get(0);
      String name = assignment.substring(0, assignment.indexOf('='));
      if (known && !conditional && rest.size() == 1) {
        variables.put(name, assignment.substring(assignment.indexOf('=') + 1));
      } else {
        variables.remove(name);
      }
      rest = rest.subList(1, rest.size());
    }
    if (!rest.isEmpty()) {
      commands.add(new ShellCommand(rest, known, conditional, begin));
    }
    words.clear();
    known = true;
  }

  private void advance(int count) {
    for (int i = 0; i < count && index < text.length(); i++) {
      advance();
    }
  }

  private void advance() {
    if (index >= text.length()) {
      return;
    }
    char c = text.charAt(index++);
    if (c == '\n') {
      line++;
      column = 1;
    } else if (!Character.isLowSurrogate(c)) {
      column++;
    }
  }
}
