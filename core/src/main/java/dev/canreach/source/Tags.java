package dev.canreach.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies the tags of the YAML core schema as the API server's reader does, keeps local ones for the dialects that use them, and reports those that nobody
 * does.
 */
final class Tags {

  private static final String CORE = "tag:yaml.org,2002:";
  private static final Set<String> COLLECTION = Set.of(CORE + "map", CORE + "seq", CORE + "set", CORE + "omap",
      CORE + "pairs");
  /** How Compose files say that an override replaces a value instead of merging with it. */
  private static final Set<String> COMPOSE = Set.of("!reset", "!override");
  private static final ScalarRules RULES = new KubernetesScalars();

  private final Diagnostics diagnostics;

  Tags(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  ScalarNode scalar(String text, boolean unquoted, String tag, Span span) throws UnreadableException {
    if (!tag.startsWith(CORE)) {
      return new ScalarNode(text, unquoted && COMPOSE.contains(tag), local(tag, span), span);
    }
    var plain = new ScalarNode(text, true, span);
    Scalar meaning = RULES.resolve(plain);
    return switch (tag.substring(CORE.length())) {
      case "str", "timestamp" -> new ScalarNode(text, false, span);
      case "merge" -> plain;
      case "int" -> checked(plain, meaning instanceof Scalar.Int, "an integer", tag);
      case "float" ->
          checked(plain, meaning instanceof Scalar.Int || meaning instanceof Scalar.Decimal, "a number", tag);
      case "bool" -> checked(plain, meaning instanceof Scalar.Bool, "a boolean", tag);
      case "null" -> checked(plain, meaning instanceof Scalar.Null, "a null", tag);
      case "binary" -> new ScalarNode(decoded(text, span), false, span);
      default -> {
        ignored(tag, span);
        yield new ScalarNode(text, false, span);
      }
    };
  }

  /** The local tag of a mapping or list, or empty. */
  String collection(@Nullable String tag, Span span) {
    if (tag == null || COLLECTION.contains(tag)) {
      return "";
    }
    return local(tag, span);
  }

  private String local(String tag, Span span) {
    if (tag.equals("!")) {
      return "";
    }
    if (!COMPOSE.contains(tag)) {
      ignored(tag, span);
    }
    return tag.startsWith("!") ? tag : "";
  }

  private void ignored(String tag, Span span) {
    String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
    diagnostics.add(new Diagnostic(Severity.NOTE, span, ProblemType.TAG,
        "the tag " + Quote.text(shown) + " is ignored, as the readers of these files do: remove it"));
  }

  private static ScalarNode checked(ScalarNode node, boolean matches, String expected, String tag)
      throws UnreadableException {
    if (!matches) {
      throw UnreadableException.error(node.span(), ProblemType.TAG,
          Quote.text(node.text()) + " is not " + expected + ", which its tag `!!" + tag.substring(CORE.length())
              + "` asks for: correct the value or remove the tag");
    }
    return node;
  }

  private static String decoded(String text, Span span) throws UnreadableException {
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw UnreadableException.error(span, ProblemType.TAG,
          "the value is not base64, which its tag `!!binary` asks for: correct the value or remove the tag");
    }
  }
}
