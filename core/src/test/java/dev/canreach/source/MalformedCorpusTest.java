package dev.canreach.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every file of {@code testdata/malformed} leaves a diagnostic with a place and no exception; {@code expected.txt} says which. Those under {@code semantic}
 * are well-formed: what is wrong with them only the readers of objects can say. Run with {@code -Dgolden.update=true} to write the expectations anew.
 */
class MalformedCorpusTest {

  private static final Path CORPUS = Path.of("..", "testdata", "malformed");
  private static final Path EXPECTED = CORPUS.resolve("expected.txt");

  private static List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(CORPUS)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  private static String name(Path file) {
    return CORPUS.relativize(file).toString().replace('\\', '/');
  }

  private static SourceTexts.Result read(Path file) throws IOException {
    return SourceTexts.read(name(file), Files.readAllBytes(file));
  }

  private static String describe(Path file) throws IOException {
    var result = read(file);
    var text = new StringBuilder(name(file)).append(": ")
        .append(result.sources().documents().size())
        .append(" read, ")
        .append(result.sources().unread().size())
        .append(" not\n");
    for (Diagnostic diagnostic : result.diagnostics()) {
      text.append("  ")
          .append(diagnostic.span().line())
          .append(':')
          .append(diagnostic.span().column())
          .append(' ')
          .append(diagnostic.severity().name().toLowerCase(Locale.ROOT))
          .append(" [")
          .append(diagnostic.type())
          .append("] ")
          .append(diagnostic.message())
          .append('\n');
    }
    return text.toString();
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void everyFileIsDiagnosedAsExpected() throws IOException {
    var actual = new StringBuilder();
    for (Path file : files()) {
      actual.append(describe(file));
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXPECTED, actual.toString());
    }

    assertThat(actual.toString()).isEqualTo(Files.readString(EXPECTED));
  }

  @Test
  void theCorpusIsLarge() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void everyDiagnosticPointsIntoItsFile() throws IOException {
    for (Path file : files()) {
      var result = read(file);
      boolean semantic = name(file).startsWith("semantic/");
      long lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().count();

      assertThat(result.diagnostics().isEmpty()).as(name(file)).isEqualTo(semantic);
      assertThat(result.sources().complete()).as(name(file))
          .isEqualTo(result.diagnostics()
              .stream()
              .allMatch(d -> d.type().equals(ProblemType.TAG) && d.severity() == Severity.NOTE));
      assertThat(result.diagnostics()).as(name(file)).allSatisfy(diagnostic -> {
        assertThat(diagnostic.span().file()).isEqualTo(name(file));
        assertThat(diagnostic.span().line()).isBetween(1, Math.toIntExact(lines + 1));
      });
    }
  }

  @Test
  void messagesAreOneSentenceInLowerCaseWithoutJavaNames() throws IOException {
    for (Path file : files()) {
      assertThat(read(file).diagnostics()).allSatisfy(diagnostic -> {
        assertThat(diagnostic.message()).doesNotContain("Exception", "java.lang.String", "snakeyaml", "jackson", "\n",
            "<block");
        assertThat(diagnostic.message()).doesNotEndWith(".").hasSizeLessThan(250);
        assertThat(Character.isUpperCase(diagnostic.message().charAt(0))).as(diagnostic.message()).isFalse();
      });
    }
  }
}
