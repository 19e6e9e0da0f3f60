package dev.canreach.resource.platform;

import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.platform.CorefileLexer.Word;
import dev.canreach.source.Quote;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the server blocks of a Corefile. What it can't make sense of is an error, and the rest is read all the same. */
final class CorefileParser {
  private static final String IMPORT = "import";
  private static final int MAX_DEPTH = 16;
  private static final int MAX_DIRECTIVES = 10_000;

  private final List<Word> words;
  private final Function<Word, Place> places;
  private final Problems problems;
  private final Map<String, List<Directive>> snippets = new HashMap<>();
  private final List<ServerBlock> blocks = new ArrayList<>();
  private int next;
  private int expanded;
  private boolean imports;

  private CorefileParser(List<Word> words, Function<Word, Place> places, Problems problems) {
    this.words = words;
    this.places = places;
    this.problems = problems;
  }

  /**
   * Reads a Corefile.
   *
   * @param namespace where it is kept
   * @param name what it is called
   * @param text the text
   * @param span where it begins
   * @param places where its words are
   * @param problems receives what is wrong with it
   */
  static Corefile parse(String namespace, String name, String text, Span span, Function<Word, Place> places,
      Problems problems) {
    var parser = new CorefileParser(CorefileLexer.words(text), places, problems);
    while (parser.next < parser.words.size()) {
      parser.block();
    }
    return new Corefile(namespace, name, parser.blocks, parser.imports, span);
  }

  private void block() {
    Word first = words.get(next);
    if (first.text().equals(IMPORT) && !first.quoted()) {
      directive(0).ifPresent(line -> {
        if (snippets.containsKey(String.join(" ", line.arguments()))) {
          error(first, "a snippet holds no server blocks: import it inside one");
        }
        imports = true;
      });
      return;
    }
    if (first.opens() || first.closes()) {
      error(first, "a server block begins with the zones that it serves: write them before `{`, such as `.:53 {`");
      next++;
      return;
    }
    List<Word> keys = keys();
    boolean braced = next < words.size() && words.get(next).opens();
    if (braced) {
      next++;
    }
    List<Directive> body = body(first, braced, 1);
    String only = keys.get(0).text();
    if (keys.size() == 1 && only.startsWith("(") && only.endsWith(")") && only.length() > 2) {
      snippets.put(only.substring(1, only.length() - 1), body);
      return;
    }
    List<ServerKey> served = new ArrayList<>();
    boolean uncertain = false;
    for (Word key : keys) {
      Optional<ServerKey> parsed = ServerKey.parse(key.text());
      if (ServerKey.readsEnvironment(key.text())) {
        uncertain = true;
      } else if (parsed.isPresent()) {
        served.add(parsed.get());
      } else {
        uncertain = true;
        error(key, Quote.text(key.text()) + " is no zone to serve: write one such as `.:53` or `example.org`");
      }
    }
    blocks.add(new ServerBlock(served, body, uncertain, place(first).span()));
  }

  /** The words before the brace: all in one line unless a comma says that the list goes on. */
  private List<Word> keys() {
    List<Word> keys = new ArrayList<>();
    boolean goesOn = true;
    while (next < words.size() && !words.get(next).opens()) {
      Word word = words.get(next);
      if (!goesOn && word.line() != words.get(next - 1).line()) {
        break;
      }
      goesOn = word.text().endsWith(",");
      String text = goesOn ? word.text().substring(0, word.text().length() - 1) : word.text();
      if (!text.isEmpty()) {
        keys.add(new Word(text, word.quoted(), word.line(), word.column()));
      }
      next++;
    }
    return keys.isEmpty() ? List.of(words.get(next - 1)) : keys;
  }

  /** The lines up to the closing brace, or to the end of the file for the only block, which may lack braces. */
  private List<Directive> body(Word opening, boolean braced, int depth) {
    List<Directive> lines = new ArrayList<>();
    if (depth > MAX_DEPTH) {
      error(opening, "braces stand more than " + MAX_DEPTH + " deep: no plugin needs that");
      next = words.size();
      return lines;
    }
    while (next < words.size()) {
      if (words.get(next).closes()) {
        next++;
        if (braced) {
          return lines;
        }
        error(words.get(next - 1), "no `{` belongs to this `}`: remove it");
      } else {
        directive(depth).ifPresent(line -> include(line, lines));
      }
    }
    if (braced) {
      error(opening, "the `{` here is never closed: add `}`");
    }
    return lines;
  }

  private Optional<Directive> directive(int depth) {
    Word first = words.get(next++);
    if (first.opens()) {
      error(first, "a `{` stands alone: write it at the end of the line that it belongs to");
      body(first, true, depth + 1);
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    List<Directive> body = List.of();
    while (next < words.size() && words.get(next).line() == words.get(next - 1).line()
        && !words.get(next).closes()) {
      Word word = words.get(next++);
      if (word.opens()) {
        body = body(first, true, depth + 1);
        break;
      }
      arguments.add(word.text());
    }
    return Optional.of(new Directive(first.text(), arguments, body, place(first).span()));
  }

  /** Adds a line, or the lines of the snippet that it imports. */
  private void include(Directive line, List<Directive> lines) {
    List<Directive> snippet = line.name().equals(IMPORT) && !line.arguments().isEmpty()
        ? snippets.get(line.arguments().get(0))
        : null;
    List<Directive> added = snippet == null ? List.of(line) : snippet;
    if (expanded > MAX_DIRECTIVES) {
      return;
    }
    expanded += added.size();
    if (expanded > MAX_DIRECTIVES) {
      problems.error(ProblemType.TOO_MANY, places.apply(words.get(next - 1)),
          "the file has more than " + MAX_DIRECTIVES + " lines once its snippets are imported: shorten it");
      return;
    }
    lines.addAll(added);
  }

  private Place place(Word word) {
    return places.apply(word);
  }

  private void error(Word word, String message) {
    problems.error(ProblemType.DECODE, place(word), message);
  }
}
