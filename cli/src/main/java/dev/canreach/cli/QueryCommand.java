package dev.canreach.cli;

import dev.canreach.cli.options.Flag;
import dev.canreach.cli.options.Operand;
import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Value;
import dev.canreach.query.Answer;
import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Verdict;
import dev.canreach.report.AnswerJson;
import dev.canreach.report.AnswerText;
import dev.canreach.report.QuestionJson;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** `canreach query`: one answer, or many. */
final class QueryCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "json");

  private final Terminal terminal;
  private final Syntax syntax = new Syntax("query", "canreach query FROM TO [-p PORT] -f PATH... [OPTIONS]",
      "Can FROM reach TO? Yes with a packet, or no with what is in the way.", """
          Endpoints: shop/api, deployment/shop/api, pod/NS/NAME, service/NS/NAME, ns/NAME,
          'shop?app=web', node/NAME, host/DNS-NAME, an IP address, a CIDR block, internet
          Exit codes: 0 yes, 1 no, 2 usage, 3 nothing read, 4 unknown, 5 internal error
          Examples:
            canreach query shop/frontend shop/api --port tcp/8080 -f testdata/demo
            canreach query batch/report host/db.shop --port 5432 --expect deny -f testdata/demo
            canreach query ns/shop internet --all -o json -f testdata/demo
          """);
  private final Operand from = syntax.optionalOperand("FROM", "the end that opens the connection");
  private final Operand to = syntax.optionalOperand("TO", "the end that it is opened to");
  private final InputOptions input = new InputOptions(syntax);
  private final OutputOptions output = new OutputOptions(syntax);
  private final Value port = syntax.value("[PROTO/]PORT", "e.g. tcp/5432, udp/53, 80 (TCP); any port when left out",
      "-p", "--port");
  private final Value protocol = syntax.value("PROTO", "tcp, udp, sctp, icmp, icmpv6, or a number", "--protocol");
  private final Value sourcePort = syntax.value("PORT", "the port that the connection comes from", "--source-port");
  private final Value icmpType = syntax.value("TYPE", "the ICMP type (default: echo request)", "--icmp-type");
  private final Value family = syntax.value("FAMILY", "ipv4 or ipv6", "--family");
  private final Value network = syntax.value("NAME", "the network whose address of TO is meant", "--network");
  private final RequestOptions request = new RequestOptions(syntax);
  private final Value resolve = syntax.value("NAME", "ask what a DNS name means to FROM, instead of TO", "--resolve");
  private final Flag all = syntax.flag("every source must reach every destination: in part counts as no", "--all");
  private final Value expect = syntax.value("allow|deny", "exit with 0 when the answer is this, else with 1",
      "--expect");
  private final Value batch = syntax.value("FILE",
      "one question a line as JSON, one answer a line; - for standard input", "--batch");
  private final Flag crossCheck = syntax.flag("ask all three interpreters, and fail where they disagree",
      "--cross-check");
  private final Value smt2 = syntax.value("FILE", "write the problem that was solved as SMT-LIB 2", "--smt2");

  QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    output.check(FORMATS);
    Optional<Boolean> expected = expectation();
    String questions = batch.text();
    if (questions != null) {
      return batch(questions);
    }
    Question question = question();
    Snapshot snapshot = input.load(terminal, List.of());
    int state = input.complain(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    try (Session session = crossCheck.isSet() ? snapshot.openCrossChecked() : snapshot.open()) {
      terminal.progress().begin("looking for an answer among " + snapshot.coverage().objects() + " objects");
      Answer answer = session.ask(question);
      if (answer instanceof Answer.Unanswerable unanswerable) {
        throw new UsageException(unanswerable.error());
      }
      writeSmt2(session, question);
      output.write(terminal, FORMATS, (format, out) -> {
        if (format.equals("json")) {
          AnswerJson.writeDocument(answer, snapshot.warnings(), snapshot.coverage().line(), out);
          out.print('\n');
        } else {
          out.print(new AnswerText(terminal.style()).render(answer));
          out.print("\n" + snapshot.coverage().line() + "\n");
        }
      });
      if (expected.isPresent() && isAboutNothing(session, question, answer)) {
        terminal.say(
            "the input lacks an end of the question, so that no expectation holds: correct the name, or add what it stands for");
        return Exit.NO;
      }
      return exit(answer, expected);
    }
  }

  /** Whether an end has a name that the input lacks: where nothing is, nothing is kept apart. */
  private static boolean isAboutNothing(Session session, Question question, Answer answer) {
    return answer instanceof Answer.Judged judged && judged.verdict() == Verdict.UNROUTABLE
        && session.lacksAnEnd(question);
  }

  private int batch(String file) {
    if (from.text() != null || to.text() != null) {
      throw new UsageException("with `--batch` the questions stand in the file: leave out FROM and TO");
    }
    boolean alone = expect.text() == null && smt2.text() == null && !all.isSet();
    boolean plain = request.isEmpty()
        && Stream.of(port, protocol, sourcePort, icmpType, family, network, resolve)
            .allMatch(option -> option.text() == null);
    if (!alone || !plain) {
      throw new UsageException(
          "with `--batch` each line is a whole question: leave out every option that asks or judges a single one");
    }
    List<String> lines = lines(file);
    Snapshot snapshot = input.load(terminal, List.of());
    int state = input.complain(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    boolean failed = false;
    try (Session session = crossCheck.isSet() ? snapshot.openCrossChecked() : snapshot.open()) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.isBlank()) {
          continue;
        }
        String place = "line " + (i + 1) + ": ";
        QuestionJson.warnings(line).forEach(warning -> terminal.say(place + warning));
        Answer answer = answer(session, line);
        failed |= answer instanceof Answer.Unanswerable;
        AnswerJson.writeLine(answer, terminal.out());
        terminal.out().print('\n');
      }
    }
    terminal.out().flush();
    return failed ? Exit.USAGE : Exit.YES;
  }

  private Answer answer(Session session, String line) {
    try {
      return session.ask(QuestionJson.read(line));
    } catch (QuestionException e) {
      return new Answer.Unanswerable(QuestionJson.quoted(line), e.problem());
    }
  }

  private List<String> lines(String file) {
    try {
      if (file.equals("-")) {
        return new String(terminal.in().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines().toList();
      }
      return Files.readString(terminal.directory().resolve(file)).lines().toList();
    } catch (IOException e) {
      throw new UsageException("`" + file + "` cannot be read: name a file with one question a line");
    }
  }

  private void writeSmt2(Session session, Question question) {
    String name = smt2.text();
    if (name == null) {
      return;
    }
    Path file = terminal.directory().resolve(name);
    try {
      Files.writeString(file, session.smt2(question));
    } catch (IOException e) {
      throw new UsageException("`" + file + "` cannot be written");
    } catch (QuestionException e) {
      throw new UsageException(e.problem());
    }
  }

  /** The question of the command line: the same JSON object that a batch would hold. */
  private Question question() {
    Map<String, Object> members = new LinkedHashMap<>();
    put(members, "from", from.text());
    put(members, "to", to.text());
    put(members, "name", resolve.text());
    String number = port.text();
    String name = protocol.text();
    if (number != null && number.contains("/")) {
      if (name != null) {
        throw new UsageException("the protocol stands in both `--port` and `--protocol`: give it once");
      }
      name = number.substring(0, number.indexOf('/'));
      number = number.substring(number.indexOf('/') + 1);
    }
    put(members, "protocol", name);
    number(members, "port", number);
    number(members, "srcPort", sourcePort.text());
    number(members, "icmpType", icmpType.text());
    put(members, "family", family.text());
    put(members, "network", network.text());
    request.addTo(members);
    try {
      return QuestionJson.read(QuestionJson.write(members));
    } catch (QuestionException e) {
      throw new UsageException(e.problem());
    }
  }

  private static void put(Map<String, Object> members, String key, @Nullable String value) {
    if (value != null) {
      members.put(key, value);
    }
  }

  /** Numbers become JSON numbers; what is none stays a text, and is refused as one. */
  private static void number(Map<String, Object> members, String key, @Nullable String value) {
    if (value != null) {
      members.put(key, value.matches("[0-9]{1,9}") ? Integer.valueOf(value) : value);
    }
  }

  private Optional<Boolean> expectation() {
    String wanted = expect.text();
    if (wanted == null) {
      return Optional.empty();
    }
    return switch (wanted) {
      case "allow" -> Optional.of(true);
      case "deny" -> Optional.of(false);
      default -> throw new UsageException("`--expect " + wanted + "` is unknown: write `allow` or `deny`");
    };
  }

  private int exit(Answer answer, Optional<Boolean> expected) {
    Verdict verdict = switch (answer) {
      case Answer.Judged judged -> judged.verdict();
      case Answer.Resolved resolved -> resolved.verdict();
      case Answer.Stated stated -> stated.isUnknown() ? Verdict.UNKNOWN : Verdict.REACHABLE;
      case Answer.Unanswerable unanswerable -> Verdict.UNKNOWN;
    };
    if (verdict == Verdict.UNKNOWN) {
      return Exit.UNKNOWN;
    }
    boolean partial = answer instanceof Answer.Judged judged && judged.isPartial();
    boolean yes = verdict == Verdict.REACHABLE && !(all.isSet() && partial);
    return expected.orElse(true) == yes ? Exit.YES : Exit.NO;
  }
}
