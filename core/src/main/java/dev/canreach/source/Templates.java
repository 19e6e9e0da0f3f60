package dev.canreach.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises documents that a template engine still has to render. Template syntax inside free text (commands, annotations, the data of a ConfigMap) is
 * none of our business; template syntax in place of a value, or that breaks the YAML, means that the document does not say what will be applied.
 */
final class Templates {

  private static final Pattern HELM = Pattern
      .compile("\\{\\{-?\\s*(/\\*|\\.(Values|Release|Chart|Capabilities|Template|Files|Subcharts)\\b"
          + "|(if|else|end|range|with|define|include|template|block|tpl|toYaml|required|default|printf|quote|fail|lookup)\\b|\\$[A-Za-z]\\w*\\s*:=)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*(:?[-=?+][^}]*)?\\}");
  private static final Pattern WHOLE_HELM = Pattern.compile("\\{\\{[^}]*\\}\\}");
  /** Fields whose texts are free, so that braces and variables in them are theirs. */
  private static final Set<String> FREE_TEXT = Set.of("annotations", "args", "command", "data", "stringData", "env",
      "script");

  private Templates() {}

  /** The reason why {@code {{ … }}} in place of a mapping ends the reading of the chunk. */
  static UnreadableException braces(Chunk chunk, Span span) {
    return new UnreadableException(curly(chunk, span));
  }

  /** The reason why a chunk that is not valid YAML is a template, when it is one: it holds directives, or the line that breaks it holds placeholders. */
  static Optional<Diagnostic> inBrokenText(Chunk chunk, Span error) {
    String broken = chunk.lineAround(chunk.offsetOfLine(error.line()));
    Optional<Integer> directive = firstOutsideComments(chunk, "{{", HELM);
    boolean braces = broken.contains("{{") || broken.contains("{%");
    if (directive.isPresent() || braces) {
      int at = directive
          .orElseGet(() -> chunk.offsetOfLine(error.line()) + Math.max(broken.indexOf("{{"), broken.indexOf("{%")));
      return Optional.of(curly(chunk, chunk.spanAt(at)));
    }
    Matcher variable = VARIABLE.matcher(broken);
    if (variable.find()) {
      return Optional
          .of(variable(chunk.spanAt(chunk.offsetOfLine(error.line()) + variable.start()), variable.group()));
    }
    return Optional.empty();
  }

  /** The reason why a valid tree is a template all the same, when it is one. */
  static Optional<Diagnostic> inTree(Chunk chunk, Node root, List<Comment> comments) {
    for (Comment comment : comments) {
      if (comment.text().startsWith("@ ")) {
        return Optional.of(new Diagnostic(Severity.NOTE, comment.span(), ProblemType.TEMPLATE,
            "this looks like an unrendered ytt template; render it first (`ytt -f … | canreach check -`)"));
      }
    }
    boolean braces = chunk.contains("{{");
    boolean variables = chunk.contains("${") && isObject(root);
    return braces || variables ? inNode(chunk, root, variables) : Optional.empty();
  }

  private static Optional<Diagnostic> inNode(Chunk chunk, Node node, boolean variables) {
    return switch (node) {
      case ScalarNode scalar -> inScalar(chunk, scalar, variables);
      case ListNode list -> first(list.items().stream().map(item -> inNode(chunk, item, variables)));
      case MapNode map -> first(map.entries()
          .stream()
          .filter(entry -> !FREE_TEXT.contains(entry.key().text()))
          .map(entry -> inScalar(chunk, entry.key(), variables).or(() -> inNode(chunk, entry.value(), variables))));
    };
  }

  private static Optional<Diagnostic> first(Stream<Optional<Diagnostic>> found) {
    return found.flatMap(Optional::stream).findFirst();
  }

  private static Optional<Diagnostic> inScalar(Chunk chunk, ScalarNode scalar, boolean variables) {
    // the line break at the end tells a block of text, which is free
    String text = scalar.text();
    boolean helm = text.contains("{{") && HELM.matcher(text).find()
        && (scalar.plain() || WHOLE_HELM.matcher(text).matches());
    if (helm) {
      return Optional.of(curly(chunk, scalar.span()));
    }
    return variables && text.startsWith("${") && VARIABLE.matcher(text).matches()
        ? Optional.of(variable(scalar.span(), text))
        : Optional.empty();
  }

  private static boolean isObject(Node root) {
    return root instanceof MapNode map && map.find("apiVersion").isPresent() && map.find("kind").isPresent();
  }

  private static Diagnostic curly(Chunk chunk, Span span) {
    boolean helm = firstOutsideComments(chunk, "{{", HELM).isPresent();
    return new Diagnostic(Severity.NOTE, span, ProblemType.TEMPLATE, helm
        ? "this looks like an unrendered Helm template; render it first (`helm template … | canreach check -`)"
        : "this looks like an unrendered template; render it first, and check what comes out");
  }

  private static Diagnostic variable(Span span, String text) {
    return new Diagnostic(Severity.NOTE, span, ProblemType.TEMPLATE,
        Quote.text(text)
            + " looks like a variable that is still to be filled in; fill it in first (`envsubst < FILE | canreach check -`)");
  }

  /** Offset of the first match of the pattern, which begins with the literal, in a line that is no comment. */
  private static Optional<Integer> firstOutsideComments(Chunk chunk, String literal, Pattern pattern) {
    Matcher matcher = pattern.matcher(chunk.text());
    int at = chunk.indexOf(literal, chunk.start());
    while (at >= 0) {
      matcher.region(at, chunk.end());
      boolean matches = matcher.lookingAt();
      if (matches && !chunk.lineAround(at).stripLeading().startsWith("#")) {
        return Optional.of(at);
      }
      at = chunk.indexOf(literal, matches ? chunk.nextLine(at) : at + 1);
    }
    return Optional.empty();
  }
}
