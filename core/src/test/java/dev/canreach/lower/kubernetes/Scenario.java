package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.FuturePod;
import dev.canreach.lower.Lowerings;
import dev.canreach.query.Answer;
import dev.canreach.query.AskOptions;
import dev.canreach.query.Asker;
import dev.canreach.query.Openings;
import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import dev.canreach.query.QuestionReader;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.SourceLimits;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of manifests, and what is expected of them.
 *
 * @param name the folder below that of all scenarios
 * @param inventory what the manifests hold
 * @param expectations what is expected, in the order written
 */
record Scenario(String name, Inventory inventory, List<Expectation> expectations) {

  private static final Path FOLDER = Path.of("..", "testdata", "reach");
  static final Path KUBERNETES = FOLDER.resolve("kubernetes");
  private static final String QUESTIONS = "questions.yaml";

  /**
   * One question and its answer.
   *
   * @param place where it stands
   * @param members the keys of the question
   * @param assume the assumptions it is asked under
   * @param verdict the expected verdict
   * @param resolves the expected addresses of a name, separated by blanks
   * @param blockers the expected objects that block, in any order; empty when that is not asked
   * @param destinations the expected backends as `ENDPOINT:PORT WEIGHT`; empty when that is not asked
   * @param assumptions the keys of the expected assumptions of an answer; empty when that is not asked
   * @param rules the rules that it shows
   */
  record Expectation(String place, Map<String, Object> members, List<String> assume, String verdict, String resolves,
      List<String> blockers, List<String> destinations, List<String> assumptions, List<String> rules) {
    @Override
    public String toString() {
      return place + " " + members;
    }
  }

  static List<Scenario> all() throws IOException {
    try (Stream<Path> paths = Files.walk(FOLDER)) {
      List<Scenario> scenarios = new ArrayList<>();
      for (Path page : paths.filter(path -> path.endsWith(QUESTIONS)).sorted().toList()) {
        scenarios.add(read(page.resolveSibling("")));
      }
      return scenarios;
    }
  }

  private static Scenario read(Path folder) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    List<String> files;
    try (Stream<Path> paths = Files.list(folder)) {
      files = paths.filter(Files::isRegularFile)
          .filter(path -> !path.endsWith(QUESTIONS) && !path.toString().endsWith(".md"))
          .map(Path::toString)
          .sorted()
          .toList();
    }
    Inventory inventory = Readers.read(source(files, diagnostics), diagnostics, ReadOptions.DEFAULT);
    List<Expectation> expectations = new ArrayList<>();
    for (var document : source(List.of(folder.resolve(QUESTIONS).toString()), diagnostics).documents()) {
      for (Node item : ((ListNode) document.root()).items()) {
        expectations.add(expectation((MapNode) item));
      }
    }
    return new Scenario(FOLDER.relativize(folder).toString(), inventory, expectations);
  }

  private static SourceSet source(List<String> files, Diagnostics diagnostics) {
    return new SourceReader(SourceLimits.DEFAULTS, Path.of(""), InputStream.nullInputStream())
        .read(files, diagnostics);
  }

  private static Expectation expectation(MapNode item) {
    Map<String, Object> members = new TreeMap<>();
    Map<String, List<String>> others = new TreeMap<>();
    for (MapNode.Entry entry : item.entries()) {
      String key = entry.key().text();
      switch (key) {
        case "expect", "resolves", "blockers", "destinations", "assumptions", "rule", "because", "assume" ->
            others.put(key, texts(entry.value()));
        default -> members.put(key, value(entry.value()));
      }
    }
    return new Expectation(item.span().toString(), members, others.getOrDefault("assume", List.of()),
        String.join(" ", others.getOrDefault("expect", List.of("reachable"))),
        String.join(" ", others.getOrDefault("resolves", List.of())), others.getOrDefault("blockers", List.of()),
        others.getOrDefault("destinations", List.of()), others.getOrDefault("assumptions", List.of()),
        others.getOrDefault("rule", List.of()));
  }

  private static Object value(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.text();
      case ListNode list -> list.items().stream().map(Scenario::value).toList();
      case MapNode map -> {
        Map<String, Object> members = new TreeMap<>();
        map.entries().forEach(entry -> members.put(entry.key().text(), value(entry.value())));
        yield members;
      }
    };
  }

  private static List<String> texts(Node node) {
    return switch (node) {
      case ScalarNode scalar -> List.of(scalar.text());
      case ListNode list -> list.items().stream().map(item -> ((ScalarNode) item).text()).toList();
      case MapNode map -> throw new IllegalArgumentException("a mapping at " + map.span());
    };
  }

  /** Asks one of its questions. */
  Answer ask(Expectation expectation) throws QuestionException {
    Assumptions.Parsed assumptions = Assumptions.parse(expectation.assume());
    List<FuturePod> futures = Stream.of("from", "to")
        .map(key -> expectation.members().getOrDefault(key, "").toString())
        .filter(text -> text.indexOf('?') > 0)
        .distinct()
        .map(text -> new FuturePod(text, text.substring(0, text.indexOf('?'))))
        .toList();
    Question question = QuestionReader.read(expectation.members(), "{}");
    try (TrialProver prover = new TrialProver()) {
      return new Asker(Lowerings.lower(inventory, assumptions.assumptions(), futures), prover, AskOptions.DEFAULT,
          Openings.NONE).ask(question);
    }
  }
}
