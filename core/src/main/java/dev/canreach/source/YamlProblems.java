package dev.canreach.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in the user's words what the YAML scanner and parser refuse. */
final class YamlProblems {

  private static final Pattern UNKNOWN_HANDLE = Pattern.compile("found undefined tag handle (.*)", Pattern.DOTALL);

  private static final String MISSING_COLON = "could not find expected ':'";
  /** What may not follow a complete value. */
  private static final Set<String> FOLLOWERS = Set.of("'<scalar>'", "'<anchor>'", "'<alias>'", "'<tag>'");

  private YamlProblems() {}

  static UnreadableException explain(Chunk chunk, TextWindow window, MarkedYAMLException exception) {
    String problem = exception.getProblem() == null ? "" : exception.getProblem();
    String context = exception.getContext() == null ? "" : exception.getContext();
    Mark mark = exception.getProblemMark();
    Span at = span(chunk, mark, window.span());
    int character = mark == null ? 0 : window.at(mark.getIndex());
    Span opened = span(chunk, exception.getContextMark(), at);
    // an unclosed quote or bracket is wrong where it opens; the parser only notices at the end
    boolean unclosed = problem.contains("unexpected end of stream") || problem.endsWith("<stream end>")
        || problem.contains("<stream end>'");
    return UnreadableException.error(unclosed || problem.startsWith(MISSING_COLON) ? opened : at, ProblemType.SYNTAX,
        message(problem, context, opened, character));
  }

  private static String message(String problem, String context, Span opened, int character) {
    if (context.contains("quoted scalar") && problem.contains("unexpected end of stream")) {
      return "the quote that opens here is never closed: close it";
    }
    if (problem.startsWith("expected ',' or ']'")) {
      return "the list that opens with `[` in line " + opened.line() + " goes on here without `,` or `]`: complete it";
    }
    if (problem.startsWith("expected ',' or '}'")) {
      return "the mapping that opens with `{` in line " + opened.line()
          + " goes on here without `,` or `}`: complete it";
    }
    if (problem.startsWith("expected <block end>")
        && FOLLOWERS.contains(problem.substring(problem.indexOf("found ") + "found ".length()))) {
      return "text follows a value that is already complete: quote the whole value, or correct the indentation";
    }
    if (problem.startsWith("expected <block end>")) {
      return context.contains("mapping")
          ? "this does not fit the mapping that begins in line " + opened.line()
              + ": align its keys and write each as `key: value`"
          : "this does not fit the list that begins in line " + opened.line() + ": align its dashes";
    }
    if (problem.startsWith("mapping values are not allowed here")) {
      return "a `:` is not allowed here: quote the text before it, or correct the indentation";
    }
    if (problem.startsWith("sequence entries are not allowed here")) {
      return "a list item is not allowed here: put `-` on a line of its own below the key";
    }
    if (problem.startsWith("mapping keys are not allowed here")) {
      return "a key is not allowed here: correct the indentation";
    }
    if (problem.startsWith(MISSING_COLON)) {
      return "no `:` follows this key: add `: ` or correct the indentation";
    }
    if (problem.contains("that cannot start any token")) {
      return character == '\t'
          ? "a tab can't indent YAML: use spaces"
          : Quote.text(Character.toString(character)) + " can't begin a value: quote the value";
    }
    if (problem.contains("unknown escape character") || problem.startsWith("expected escape sequence")) {
      return "the backslash does not begin a known escape: double it, or use single quotes";
    }
    Matcher handle = UNKNOWN_HANDLE.matcher(problem);
    if (handle.matches()) {
      return "the tag prefix " + Quote.text(handle.group(1)) + " is not declared: remove the tag";
    }
    if (problem.startsWith("expected '<document start>'")) {
      return "text goes on after the end of the document: begin the next document with `---`";
    }
    if (problem.startsWith("expected the node content")) {
      return "a value is missing here: write it, or `null`";
    }
    if (context.contains("block scalar")) {
      return "only indicators such as `-` may follow `|` or `>` on its line: put the text on the next line";
    }
    if (context.contains("anchor") || context.contains("alias")) {
      return "the name of the anchor or alias has characters that are not allowed: use letters and digits, or quote the value";
    }
    if (context.contains("tag")) {
      return "the tag is not valid: remove it";
    }
    if (context.contains("directive") || problem.contains("directive") || problem.contains("tag handle")) {
      return "the `%` directive is not valid: remove it";
    }
    if (problem.contains("incompatible YAML document")) {
      return "only YAML 1 can be read: correct the `%YAML` line";
    }
    return fallback(problem);
  }

  private static String fallback(String problem) {
    if (problem.isBlank()) {
      return "this is not valid YAML: correct it";
    }
    String text = problem.replace('\'', '`').replaceAll("\\s+", " ").strip();
    return "this is not valid YAML: " + text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static Span span(Chunk chunk, @Nullable Mark mark, Span otherwise) {
    return mark == null ? otherwise : new Span(chunk.file(), mark.getLine() + 1, mark.getColumn() + 1);
  }
}
