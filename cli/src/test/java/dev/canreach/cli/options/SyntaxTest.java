package dev.canreach.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
  private final Syntax syntax = new Syntax("move", "canreach move FROM [OPTIONS]", "Moves something.", "Example:\n");
  private final Operand from = syntax.operand("FROM", "where it stands");
  private final Operand more = syntax.operands("MORE", "and more");
  private final Flag quiet = syntax.flag("say nothing", "--quiet");
  private final Value speed = syntax.value("N", "how fast", "-s", "--speed");
  private final Values stops = syntax.values("PLACE", "where to stop", "--stop");

  private boolean read(String line) {
    return syntax.read(List.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a --speed 7 b", "a b --speed=7", "-s 7 a b", "-s7 a b", "-s=7 a b", "--speed 7 -- a b"})
  void aValueStandsAfterItsNameOrAnEqualSign(String line) {
    assertThat(read(line)).isTrue();

    assertThat(speed.number(1, 9)).isEqualTo(7);
    assertThat(from.text()).isEqualTo("a");
    assertThat(more.texts()).containsExactly("b");
    assertThat(quiet.isSet()).isFalse();
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    read("a");

    assertThat(speed.number(3, 9)).isEqualTo(3);
    assertThat(speed.or("x")).isEqualTo("x");
    assertThat(stops.texts()).isEmpty();
  }

  @Test
  void aRepeatableOptionKeepsItsOrderAndMayHoldAnything() {
    read("- --stop b --stop= --stop - --quiet -- --stop");

    assertThat(stops.texts()).containsExactly("b", "", "-");
    assertThat(from.text()).isEqualTo("-");
    assertThat(more.texts()).containsExactly("--stop");
    assertThat(quiet.isSet()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"--quite a, there is no option `--quite`; did you mean `--quiet`?",
    "--spee=4 a, there is no option `--spee`",
    "-x a, there is no option `-x`", "a --speed, `--speed` lacks its value: write `--speed N`",
    "a --speed --quiet, `--speed` lacks its value", "a -s 1 --speed 2, `--speed` is given twice",
    "a --quiet=no, option '--quiet' should be specified without 'no' parameter",
    "--quiet, `FROM` is missing: where it stands"})
  void whatIsNotTakenIsRefusedWithAHint(String line, String problem) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(SyntaxException.class).hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "10", "99999999999999999999", ""})
  void aNumberIsWholeAndInItsRange(String number) {
    read("a --speed=" + number);

    assertThatThrownBy(() -> speed.number(1, 9)).hasMessageContaining("write a whole number from 0 to 9");
  }

  @Test
  void oneArgumentTooManyIsRefused() {
    Syntax none = new Syntax("stop", "canreach stop", "Stops.", "");

    assertThatThrownBy(() -> none.read(List.of("a"))).hasMessageContaining("`a` is one argument too many");
  }

  @Test
  void whatFollowsTheEndOfTheOptionsIsNoOption() {
    Syntax none = new Syntax("stop", "canreach stop", "Stops.", "");

    assertThatThrownBy(() -> none.read(List.of("--", "--help")))
        .hasMessageContaining("`--help` is one argument too many");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s=", "--speed="})
  void anEmptyValueIsAValue(String option) {
    read("a " + option + " b");

    assertThat(speed.text()).isEmpty();
    assertThat(more.texts()).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help --nothing", "-hs 7", "a b -h"})
  void helpIsAskedForAnywhere(String line) {
    assertThat(read(line)).isFalse();
  }

  @Test
  void helpNeedsNothingElse() {
    assertThat(read("--help")).isFalse();
    assertThat(syntax.help(80)).isEqualTo("""
        Usage: canreach move FROM [OPTIONS]
        Moves something.
              FROM           where it stands
              [MORE...]      and more
          -h, --help         show this
              --quiet        say nothing
          -s, --speed=N      how fast
              --stop=PLACE   where to stop

        Example:
        """);
  }

  @Test
  void bashCompletesNamesOfCommandsAndOptions() throws IOException, InterruptedException {
    Assumptions.assumeThat(Path.of("/bin/bash")).exists();
    Path script = Files.createTempFile("completion", ".sh");
    Files.writeString(script, new Program("canreach", "Moves.", "", List.of(syntax)).completion() + """
        COMP_WORDS=(canreach m); COMP_CWORD=1; _complete_canreach 2>/dev/null; echo "${COMPREPLY[*]}"
        COMP_WORDS=(canreach move a --s); COMP_CWORD=3; _complete_canreach 2>/dev/null; echo "${COMPREPLY[*]}"
        """);
    Process bash = new ProcessBuilder("/bin/bash", script.toString()).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor()).isZero();
    Files.delete(script);
    assertThat(out).isEqualTo("move\n--speed --stop\n");
  }
}
