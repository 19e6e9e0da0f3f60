package dev.canreach.cli;

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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `canreach query`: one answer, or many. */
@Command(name = "query", sortOptions = false, customSynopsis = "canreach query FROM TO [-p PORT] -f PATH... [OPTIONS]", description = "Can FROM reach TO? Yes with a packet, or no with what is in the way.", footer = {
  "", "Endpoints: shop/api, deployment/shop/api, pod/NS/NAME, service/NS/NAME, ns/NAME,",
  "'shop?app=web', node/NAME, host/DNS-NAME, an IP address, a CIDR block, internet",
  "Exit codes: 0 yes, 1 no, 2 usage, 3 nothing read, 4 unknown, 5 internal error", "Examples:",
  "  canreach query shop/frontend shop/api --port tcp/8080 -f testdata/demo",
  "  canreach query batch/report host/db.shop --port 5432 --expect deny -f testdata/demo",
  "  canreach query ns/shop internet --all -o json -f testdata/demo"})
final class QueryCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("text", "json");

  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "FROM", description = "the end that opens the connection")
  @Nullable
  String from;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "the end that it is opened to")
  @Nullable
  String to;

  @Mixin
  InputOptions input = new InputOptions();

  @Mixin
  OutputOptions output = new OutputOptions();

  @Option(names = {"-p",
    "--port"}, paramLabel = "[PROTO/]PORT", description = "e.g. tcp/5432, udp/53, 80 (TCP); any port when left out")
  @Nullable
  String port;

  @Option(names = "--protocol", paramLabel = "PROTO", description = "tcp, udp, sctp, icmp, icmpv6, or a number")
  @Nullable
  String protocol;

  @Option(names = "--source-port", paramLabel = "PORT", description = "the port that the connection comes from")
  @Nullable
  String sourcePort;

  @Option(names = "--icmp-type", paramLabel = "TYPE", description = "the ICMP type (default: echo request)")
  @Nullable
  String icmpType;

  @Option(names = "--family", paramLabel = "FAMILY", description = "ipv4 or ipv6")
  @Nullable
  String family;

  @Option(names = "--network", paramLabel = "NAME", description = "the network whose address of TO is meant")
  @Nullable
  String network;

  @Mixin
  RequestOptions request = new RequestOptions();

  @Option(names = "--resolve", paramLabel = "NAME", description = "ask what a DNS name means to FROM, instead of TO")
  @Nullable
  String resolve;

  @Option(names = "--all", description = "every source must reach every destination: in part counts as no")
  boolean all;

  @Option(names = "--expect", paramLabel = "allow|deny", description = "exit with 0 when the answer is this, else with 1")
  @Nullable
  String expect;

  @Option(names = "--batch", paramLabel = "FILE", description = "one question a line as JSON, one answer a line; - for standard input")
  @Nullable
  String batch;

  @Option(names = "--cross-check", description = "ask all three interpreters, and fail where they disagree")
  boolean crossCheck;

  @Option(names = "--smt2", paramLabel = "FILE", description = "write the problem that was solved as SMT-LIB 2")
  @Nullable
  String smt2;

  QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.check(FORMATS);
    Optional<Boolean> expected = expectation();
    if (batch != null) {
      return batch(batch);
    }
    Question question = question();
    Snapshot snapshot = input.load(terminal, List.of());
    int state = input.complain(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    try (Session session = crossCheck ? snapshot.openCrossChecked() : snapshot.open()) {
      Answer answer = session.ask(question);
      if (answer instanceof Answer.Unanswerable unanswerable) {
        throw new UsageException(unanswerable.error());
      }
      writeSmt2(session, question);
      output.write(terminal, FORMATS, (format, out) -> {
        if (format.equals("json")) {
          AnswerJson.writeDocument(answer, snapshot.coverage().line(), out);
          out.print('\n');
        } else {
          out.print(new AnswerText(terminal.style()).render(answer));
          out.print("\n" + snapshot.coverage().line() + "\n");
        }
      });
      return exit(answer, expected);
    }
  }

  private int batch(String file) {
    if (from != null || to != null) {
      throw new UsageException("with `--batch` the questions stand in the file: leave out FROM and TO");
    }
    boolean alone = expect == null && smt2 == null && !all;
    boolean plain = Stream.of(port, protocol, sourcePort, icmpType, family, network, resolve).allMatch(Objects::isNull)
        && request.isEmpty();
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
    try (Session session = crossCheck ? snapshot.openCrossChecked() : snapshot.open()) {
      for (String line : lines) {
        if (line.isBlank()) {
          continue;
        }
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
    if (smt2 == null) {
      return;
    }
    Path file = terminal.directory().resolve(smt2);
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
    put(members, "from", from);
    put(members, "to", to);
    put(members, "name", resolve);
    String number = port;
    String name = protocol;
    if (port != null && port.contains("/")) {
      if (protocol != null) {
        throw new UsageException("the protocol stands in both `--port` and `--protocol`: give it once");
      }
      name = port.substring(0, port.indexOf('/'));
      number = port.substring(port.indexOf('/') + 1);
    }
    put(members, "protocol", name);
    number(members, "port", number);
    number(members, "srcPort", sourcePort);
    number(members, "icmpType", icmpType);
    put(members, "family", family);
    put(members, "network", network);
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
    if (expect == null) {
      return Optional.empty();
    }
    return switch (expect) {
      case "allow" -> Optional.of(true);
      case "deny" -> Optional.of(false);
      default -> throw new UsageException("`--expect " + expect + "` is unknown: write `allow` or `deny`");
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
    boolean yes = verdict == Verdict.REACHABLE && !(all && partial);
    return expected.orElse(true) == yes ? Exit.YES : Exit.NO;
  }
}
