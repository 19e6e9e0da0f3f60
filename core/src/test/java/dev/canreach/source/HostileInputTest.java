package dev.canreach.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that is made to be expensive, too large to keep as files. Each either reads or leaves a diagnostic with a place; none hangs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {

  private static final int MILLION = 1_000_000;

  private static String lines(int count, String format) {
    return IntStream.range(0, count).mapToObj(i -> String.format(format, i)).collect(Collectors.joining());
  }

  static Stream<Arguments> refused() {
    return Stream.of(Arguments.of("deep flow list", "[".repeat(MILLION), "nested"),
        Arguments.of("deep flow mapping", "{a: ".repeat(100_000), "nested"),
        Arguments.of("deep block list", "- ".repeat(100_000), "nested"),
        Arguments.of("deep explicit keys", "? ".repeat(100_000), "nested"),
        Arguments.of("deep block mapping",
            IntStream.range(0, 3000).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining()), "nested"),
        Arguments.of("deep alternation", "[{a: ".repeat(100_000), "nested"),
        Arguments.of("closing brackets", "]".repeat(MILLION), "missing"),
        Arguments.of("giant plain scalar", "a: " + "x".repeat(5 * MILLION), "characters"),
        Arguments.of("giant quoted scalar", "a: \"" + "x\\n".repeat(5 * MILLION) + "\"", "characters"),
        Arguments.of("giant block scalar", "a: |\n" + "  x\n".repeat(3 * MILLION), "characters"),
        Arguments.of("giant folded words", "a: " + "x ".repeat(3 * MILLION), "characters"),
        Arguments.of("giant key", "x".repeat(5 * MILLION) + ": 1", ""),
        Arguments.of("giant quoted key", "\"" + "x".repeat(5 * MILLION) + "\": 1", ""),
        Arguments.of("unclosed giant quote", "a: '" + "x\n ".repeat(2 * MILLION), "never closed"),
        Arguments.of("giant unknown alias", "a: *" + "x".repeat(3 * MILLION), "no anchor"),
        Arguments.of("giant tag", "a: !<" + "x".repeat(3 * MILLION), "tag"),
        Arguments.of("tag percent escapes", "a: !" + "%41".repeat(MILLION) + "%", "tag"),
        Arguments.of("giant directive", "%" + "x".repeat(3 * MILLION) + "\na: 1", ""),
        Arguments.of("many tag directives", lines(50_000, "%%TAG !x%d! tag:x\n") + "a: 1", ""),
        Arguments.of("billion laughs",
            "a0: &a0 [x]\n" + IntStream.range(1, 60)
                .mapToObj(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n")
                .collect(Collectors.joining()),
            "aliases"),
        Arguments.of("quadratic laughs", "a: &a [" + "x,".repeat(50_000) + "]\nb: [" + "*a,".repeat(10_000) + "]",
            "aliases"),
        Arguments.of("merge laughs",
            "a0: &a0 {x: 1, y: 2}\n" + IntStream.range(1, 60)
                .mapToObj(i -> "a" + i + ": &a" + i + " {l: *a" + (i - 1) + ", <<: *a" + (i - 1) + "}\n")
                .collect(Collectors.joining()),
            ""),
        Arguments.of("merge list laughs",
            "a: &a {" + lines(1000, "k%d: 1, ") + "}\nb:\n  <<: [" + "*a,".repeat(2000) + "]", "aliases"),
        Arguments.of("many scalar aliases", "a: &a x\nb: [" + "*a,".repeat(50_000) + "]", "aliases"),
        Arguments.of("cycle through many", "a: &r\n" + " b:\n".indent(1) + "   c: [" + "x,".repeat(1000) + "*r]\n", ""),
        Arguments.of("only NUL", "\0".repeat(MILLION), "NUL"),
        Arguments.of("colons", ":".repeat(MILLION), ""), Arguments.of("commas", "[" + ",".repeat(MILLION), "missing"),
        Arguments.of("exclamation marks", "!".repeat(MILLION), ""),
        Arguments.of("ampersands", "& ".repeat(MILLION), ""), Arguments.of("percent signs", "%\n".repeat(100_000), ""),
        Arguments.of("quotes", "'".repeat(MILLION + 1), "never closed"),
        Arguments.of("template braces", "{{ .Values.x }}\n".repeat(50_000), "template"),
        Arguments.of("open braces", "{".repeat(MILLION), ""),
        Arguments.of("dollar braces", "a: [" + "${".repeat(100_000), ""),
        Arguments.of("tabs", "\t".repeat(MILLION) + "a: 1", ""),
        Arguments.of("tabs behind colons", lines(2000, "a%d:\tx\n"), ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void hostileYamlIsRefusedWithAPlace(String name, String text, String message) {
    var result = SourceTexts.yaml(text);

    assertThat(result.diagnostics()).as(name)
        .isNotEmpty()
        .anySatisfy(diagnostic -> assertThat(diagnostic.message()).contains(message));
    assertThat(result.diagnostics())
        .allSatisfy(diagnostic -> assertThat(diagnostic.message().length()).isLessThan(400));
    assertThat(result.sources().complete()).isFalse();
  }

  static Stream<Arguments> refusedJson() {
    return Stream.of(Arguments.of("deep list", "[".repeat(MILLION)),
        Arguments.of("deep object", "{\"a\":".repeat(MILLION)),
        Arguments.of("giant string", "{\"a\": \"" + "x".repeat(5 * MILLION) + "\"}"),
        Arguments.of("giant number", "{\"a\": " + "1".repeat(5 * MILLION) + "}"),
        Arguments.of("giant exponent", "{\"a\": 1e" + "9".repeat(5 * MILLION) + "}"),
        Arguments.of("giant key", "{\"" + "x".repeat(5 * MILLION) + "\": 1}"),
        Arguments.of("giant token", "x".repeat(5 * MILLION)),
        Arguments.of("unclosed string", "{\"a\": \"" + "x".repeat(MILLION)),
        Arguments.of("broken stream", "{\"a\": \n".repeat(10_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedJson")
  void hostileJsonIsRefusedWithAPlace(String name, String text) {
    var result = SourceTexts.json(text);

    assertThat(result.diagnostics()).as(name).isNotEmpty();
    assertThat(result.diagnostics())
        .allSatisfy(diagnostic -> assertThat(diagnostic.message().length()).isLessThan(400));
    assertThat(result.sources().complete()).isFalse();
  }

  static Stream<Arguments> accepted() {
    return Stream.of(Arguments.of("many keys in flow style", "{" + lines(100_000, "k%d: 1, ") + "}", 1),
        Arguments.of("many keys", lines(100_000, "k%d: 1\n"), 1),
        Arguments.of("colliding keys", colliding(), 1), Arguments.of("the same key", "a: 1\n".repeat(100_000), 1),
        Arguments.of("many documents", "---\na: 1\n".repeat(50_000), 50_000),
        Arguments.of("many empty documents", "---\n".repeat(MILLION), 0),
        Arguments.of("many comments", "# x\n".repeat(MILLION) + "a: 1\n", 1),
        Arguments.of("a long comment", "# " + "x".repeat(5 * MILLION) + "\na: 1\n", 1),
        Arguments.of("blank lines", "a:\n" + "\n".repeat(3 * MILLION) + "  b: 1\n", 1),
        Arguments.of("carriage returns", "a: 1\r" + "\r".repeat(3 * MILLION) + "b: 1\r", 1),
        Arguments.of("blanks", "a:" + " ".repeat(3 * MILLION) + "1\n", 1),
        Arguments.of("a giant anchor name", "a: &" + "x".repeat(3 * MILLION) + " 1\n", 1),
        Arguments.of("many anchors", lines(100_000, "- &a%d x\n"), 1),
        Arguments.of("a long line", "a: [" + "1,".repeat(MILLION / 2) + "2]\n", 1));
  }

  /** Keys whose hash codes are all the same. */
  private static String colliding() {
    return IntStream.range(0, 1 << 14)
        .mapToObj(
            i -> IntStream.range(0, 14).mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB").collect(Collectors.joining())
                + ": 1\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void largeButHonestYamlIsRead(String name, String text, int documents) {
    var result = SourceTexts.yaml(text);

    assertThat(result.diagnostics()).as(name).isEmpty();
    assertThat(result.sources().documents()).hasSize(documents);
    result.sources()
        .documents()
        .forEach(document -> assertThat(document.root()).isInstanceOfAny(MapNode.class, ListNode.class));
  }

  @Test
  void filesBeyondTheLimitAreNotParsed() {
    var limits = new SourceLimits(10, 100, 1000, 1000, 10, 1000, 10, 10, Duration.ofSeconds(1));

    assertThat(SourceTexts.read(limits, "a.yaml", new byte[101]).messages())
        .containsExactly("a.yaml:1:1 ERROR the file has more than 100 bytes: split it");
  }

  @Test
  void documentsThatTakeTooLongEnd() {
    var limits = new SourceLimits(10, MILLION, MILLION, 1000, 10, MILLION, 10, 10, Duration.ZERO);
    byte[] text = ("a: [" + "1,".repeat(10_000) + "]").getBytes(StandardCharsets.UTF_8);

    assertThat(SourceTexts.read(limits, "a.yaml", text).messages()).singleElement()
        .asString()
        .contains("takes longer than 0 seconds");
  }

  @Test
  void documentsWithTooManyValuesEnd() {
    var limits = new SourceLimits(10, MILLION, MILLION, 1000, 10, 100, 10, 10, Duration.ofSeconds(10));
    byte[] text = ("a: [" + "1,".repeat(200) + "]").getBytes(StandardCharsets.UTF_8);

    assertThat(SourceTexts.read(limits, "a.yaml", text).messages())
        .containsExactly("a.yaml:1:199 ERROR the document has more than 100 values: split it");
  }

  /** Random bytes, and manifests with random bytes in them: K8S/W-16 asks only that nothing is silently dropped. */
  @Test
  void noBytesMakeTheReaderFail() {
    var random = new Random(7);
    byte[] manifest = "apiVersion: v1\nkind: Pod\nmetadata: {name: &a x, labels: {b: *a}}\nspec:\n- |\n  text\n- !!str 'x'\n---\n{\"a\": [1, \"b\"]}\n"
        .getBytes(StandardCharsets.UTF_8);
    byte[] special = "{}[]:,-?&*!|>'\"%@`#\n\t \\\0\u0085~<.".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(manifest, manifest.length);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = random.nextInt(4) == 0
            ? (byte) random.nextInt(256)
            : special[random.nextInt(special.length)];
      }
      if (i % 4 == 0) {
        bytes = Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length);
      }
      var result = SourceTexts.read(i % 2 == 0 ? "a.yaml" : "a.json", bytes);
      assertThat(result.sources().complete()).as(new String(bytes, StandardCharsets.ISO_8859_1))
          .isEqualTo(result.diagnostics()
              .stream()
              .allMatch(
                  diagnostic -> diagnostic.severity() == Severity.NOTE && diagnostic.type().equals(ProblemType.TAG)));
    }
  }
}
