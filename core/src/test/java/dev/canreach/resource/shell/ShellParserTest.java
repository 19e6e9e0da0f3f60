package dev.canreach.resource.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.source.Span;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class ShellParserTest {

  private static List<List<String>> words(String script) {
    return ShellParser.parse("s.sh", script).stream().map(ShellCommand::words).toList();
  }

  @Test
  void commandsEndWithLinesAndOperatorsAndGoOnBehindBackslashes() {
    assertThat(words("#!/bin/sh\na b\\\n  'c d' \"e \\\" f\" # g\nh; i && j | k & l"))
        .containsExactly(List.of("a", "b", "c d", "e \" f"), List.of("h"), List.of("i"), List.of("j"), List.of("k"),
            List.of("l"));
    assertThat(ShellParser.parse("s.sh", "\n  a b\n").get(0).span()).isEqualTo(new Span("s.sh", 2, 3));
  }

  @Test
  void redirectionsAndHereDocumentsAreNoWords() {
    assertThat(words("a > out 2>&1 b\ncat <<EOF\nnot a command\nEOF\nc"))
        .containsExactly(List.of("a", "b"), List.of("cat"), List.of("c"));
  }

  @Test
  void onlyVariablesThatTheScriptSetsToTextAreKnown() {
    List<ShellCommand> commands = ShellParser.parse("s.sh",
        "NET=back\na $NET ${NET}x '$NET'\nb $OTHER\nc $(d e)\nNET=$(x)\nf $NET\n");
    assertThat(commands.get(0)).isEqualTo(
        new ShellCommand(List.of("a", "back", "backx", "$NET"), true, false, new Span("s.sh", 2, 1)));
    assertThat(commands.stream().skip(1).map(ShellCommand::known)).containsExactly(false, false, false);
  }

  @Test
  void commandsInBranchesLoopsAndFunctionsMayNotRun() {
    List<ShellCommand> commands = ShellParser.parse("s.sh", """
        a
        if b; then
          c
        fi
        for x in d e; do f; done
        g() {
          h
        }
        i || j
        k && l
        """);
    assertThat(commands.stream().filter(ShellCommand::conditional).map(command -> command.words().get(0)))
        .containsExactly("b", "c", "f", "h", "j");
  }

  @Test
  void anyTextIsSurvived() {
    for (String text : List.of("\"", "'", "`", "$(", "${", "<<", "\\", "a <<X\nb", "(((", ")))", "$", "2>", "}{")) {
      assertThat(ShellParser.parse("s.sh", text)).as(text).hasSizeLessThan(3);
    }
  }

  @Property(tries = 500)
  void wordsStandWhereTheTextSays(
      @ForAll @Chars({'a', ' ', '\n', '\\', '"', '\'', '$', '(', ')', '{', '}', '<', '>', '|',
        '&', ';', '#', '`', '='}) String text) {
    for (ShellCommand command : ShellParser.parse("s.sh", text)) {
      assertThat(command.words()).isNotEmpty();
      assertThat(command.span().line()).isLessThanOrEqualTo((int) text.lines().count() + 1);
    }
  }
}
