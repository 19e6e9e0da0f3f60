package dev.canreach.solver.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lint.Finding;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.lint.RulePages;
import dev.canreach.lint.rules.Rules;
import dev.canreach.solver.smt.SmtProver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule against its folder of manifests, and the catalogue against itself. */
class RuleCorpusTest {
  /** Ids of rules that are gone; baselines and comments of users still name them, so none is given away again. */
  private static final Set<String> RETIRED = Set.of();

  private static final Path CORPUS = Path.of("..", "testdata", "rules");
  private static final SmtProver PROVER = new SmtProver();

  @AfterAll
  static void closeProver() {
    PROVER.close();
  }

  @TestFactory
  Stream<DynamicTest> firesExactlyAsAnnotated() {
    return Rules.all()
        .stream()
        .flatMap(rule -> manifests(rule).stream()
            .filter(file -> !file.endsWith("good.yaml"))
            .map(file -> DynamicTest.dynamicTest(name(file), () -> assertFires(rule, file))));
  }

  private static void assertFires(Rule rule, Path file) {
    LintRun run = LintRun.files(List.of(file.toString()), PROVER);
    List<Finding> findings = run.result().findings().stream().filter(each -> isOf(rule, each)).toList();
    List<Expectation> expectations = Expectation.in(run.sources());
    assertThat(expectations).as("expectations about other rules")
        .allMatch(each -> each.rule().equals(rule.metadata().id()));
    List<Finding> unexpected = new ArrayList<>(findings);
    List<Expectation> missed = new ArrayList<>();
    for (Expectation expectation : expectations) {
      unexpected.stream()
          .filter(finding -> expectation.isMetBy(finding, rule.metadata()))
          .findFirst()
          .ifPresentOrElse(unexpected::remove, () -> missed.add(expectation));
    }
    assertThat(missed).as("missed, with these left over: %s", text(unexpected)).isEmpty();
    assertThat(unexpected).as("not asked for: %s", text(unexpected)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> isSilentAboutGoodManifests() {
    return Rules.all()
        .stream()
        .map(rule -> folder(rule).resolve("good.yaml"))
        .map(file -> DynamicTest.dynamicTest(name(file), () -> {
          LintRun run = LintRun.files(List.of(file.toString()), PROVER);
          assertThat(run.result().findings()).as("no rule has anything to say: %s", text(run.result().findings()))
              .isEmpty();
          assertThat(run.input().diagnostics()).isEmpty();
        }));
  }

  @TestFactory
  Stream<DynamicTest> theExamplesOfThePageAreExamples() {
    return Rules.all().stream().map(rule -> DynamicTest.dynamicTest(rule.metadata().id(), () -> {
      RuleMetadata metadata = rule.metadata();
      assertThat(LintRun.text("bad.yaml", metadata.bad(), List.of(rule), PROVER).result().findings()).isNotEmpty();
      assertThat(LintRun.text("good.yaml", metadata.good(), List.of(rule), PROVER).result().findings()).isEmpty();
    }));
  }

  @Test
  void everyRuleHasAFolderAndEveryFolderARule() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Rules.all().stream().map(rule -> rule.metadata().folder()).toList());
    }
    assertThat(Rules.all()).allSatisfy(rule -> assertThat(manifests(rule)).map(RuleCorpusTest::fileName)
        .contains("bad.yaml", "good.yaml"));
  }

  @Test
  void idsAreSortedUniqueAndNeverUsedAgain() {
    List<String> ids = Rules.all().stream().map(rule -> rule.metadata().id()).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> !RETIRED.contains(id));
    assertThat(Rules.all().stream().map(rule -> rule.metadata().name())).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> readsExactlyWhatItSays() {
    return Rules.all().stream().map(rule -> DynamicTest.dynamicTest(rule.metadata().id(), () -> {
      Set<String> read = manifests(rule).stream()
          .map(file -> LintRun.files(List.of(file.toString()), PROVER))
          .flatMap(run -> run.result().reads().getOrDefault(rule.metadata().id(), Set.of()).stream())
          .map(Class::getSimpleName)
          .collect(Collectors.toCollection(TreeSet::new));
      assertThat(read).containsExactlyElementsOf(rule.metadata().reads().stream().map(Class::getSimpleName).toList());
    }));
  }

  @Test
  void findingsDoNotDependOnTheOrderOfRulesOrFilesAndNothingIsChanged() {
    List<String> files = Rules.all()
        .stream()
        .flatMap(rule -> manifests(rule).stream())
        .map(Path::toString)
        .collect(Collectors.toCollection(ArrayList::new));
    LintRun forwards = LintRun.files(files, PROVER);
    List<?> before = forwards.input().inventory().resources();
    Collections.reverse(files);
    LintRun backwards = LintRun.files(files, PROVER);
    assertThat(forwards.result().findings()).isSorted().isNotEmpty().isEqualTo(backwards.result().findings());
    assertThat(forwards.input().inventory().resources()).isEqualTo(before);
    assertThat(forwards.result().findings().stream().map(Finding::fingerprint)).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> fingerprintsStayWhenTextMoves() {
    return Rules.all().stream().map(rule -> DynamicTest.dynamicTest(rule.metadata().id(), () -> {
      String yaml = Files.readString(folder(rule).resolve("bad.yaml"));
      List<Rule> rules = List.of(rule);
      assertThat(LintRun.text("moved/elsewhere.yaml", "# moved\n\n\n" + yaml, rules, PROVER).result().findings())
          .map(Finding::fingerprint)
          .containsExactlyInAnyOrderElementsOf(LintRun.text("bad.yaml", yaml, rules, PROVER)
              .result()
              .findings()
              .stream()
              .map(Finding::fingerprint)
              .toList());
    }));
  }

  @TestFactory
  Stream<DynamicTest> pagesAreUpToDate() {
    return Rules.all().stream().map(rule -> DynamicTest.dynamicTest(rule.metadata().id(), () -> {
      Path page = folder(rule).resolve("README.md");
      String rendered = RulePages.render(rule.metadata());
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(page, rendered);
      }
      assertThat(page).as("stale: run with -Dgolden.update=true").exists().content().isEqualTo(rendered);
    }));
  }

  private static boolean isOf(Rule rule, Finding finding) {
    return finding.rule().equals(rule.metadata().id());
  }

  private static Path folder(Rule rule) {
    return CORPUS.resolve(rule.metadata().folder());
  }

  private static List<Path> manifests(Rule rule) {
    try (Stream<Path> files = Files.list(folder(rule))) {
      return files.filter(file -> fileName(file).endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String name(Path file) {
    return CORPUS.relativize(file).toString();
  }

  private static String text(List<Finding> findings) {
    return findings.stream()
        .map(finding -> "\n" + finding.span() + " " + finding.severity() + " " + finding.rule() + " "
            + finding.message())
        .collect(Collectors.joining());
  }
}
