package dev.canreach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines, run within this process on small manifests of our own. */
class CommandLineTest extends ShopCommandLines {
  @Test
  void aReachableAnswerShowsThePathWithPlaces() {
    Run run = run("query shop/web shop/db --port tcp/5432 -f .");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(0);
    assertThat(run.out()).isEqualTo("""
        YES  shop/web can reach shop/db on TCP 5432

          packet             deployment/shop/web → deployment/shop/db, TCP 5432
          egress   allowed   no policy isolates deployment/shop/web for egress
          ingress  allowed   NetworkPolicy shop/db, ingress rule 1  policy.yaml:7:5
                               peer  matches deployment/shop/web    policy.yaml:7:12
                               port  TCP 5432                       policy.yaml:8:13

        Read 5 objects in 2 files: 5 modelled
        """);
  }

  @Test
  void aBlockedAnswerShowsBothDirectionsTheNearMissAndAnOpening() {
    Run run = run("query shop/web shop/db --port 5433 -f .");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).startsWith("NO  shop/web cannot reach shop/db on TCP 5433\n")
        .contains("egress   allowed   no policy isolates deployment/shop/web for egress")
        .contains("ingress  blocked   deployment/shop/db is isolated for ingress by 1 policy, and no rule allows this")
        .contains("nearest miss  NetworkPolicy shop/db, ingress rule 1")
        .contains("in the way    NetworkPolicy shop/db\n")
        .contains("assumes       the network plugin enforces NetworkPolicy")
        .contains("ports: [{protocol: TCP, port: 5433}]")
        .endsWith("Read 5 objects in 2 files: 5 modelled\n");
  }

  @Test
  void theOpeningOpensWhenItIsAddedToTheInput() throws IOException {
    String manifest = run("query shop/web shop/db --port 5433 -f .").out()
        .lines()
        .dropWhile(line -> !line.startsWith("      apiVersion"))
        .takeWhile(line -> line.startsWith("      "))
        .map(line -> line.substring(6) + "\n")
        .reduce("", String::concat);
    Files.writeString(folder.resolve("opening.yaml"), manifest);

    assertThat(run("query shop/web shop/db --port 5433 -f .").exit()).isEqualTo(0);
    assertThat(run("query shop/web shop/db --port 5432 -f .").exit()).isEqualTo(0);
  }

  @Test
  void theInternetIsShownAtAPublicAddressAndARealPort() {
    assertThat(run("query shop/web internet -f .").out()).contains("→ 1.0.0.0, TCP 1\n");
    assertThat(run("query internet shop/db -p 5432 -f .").out()).contains("ipBlock: {cidr: \"0.0.0.0/0\"}");
  }

  @ParameterizedTest
  @CsvSource({"query shop/web shop/db -p 5432 -f .,0", "query shop/web shop/db -p 5433 -f .,1",
    "query shop/web shop/nope -f .,1",
    "query shop/web service/shop/db -p 15432 -f .,0", "query shop/web service/shop/db -p 5432 -f .,1",
    "query shop/web host/db -p 15432 -f .,0", "query shop/web host/nope -f .,1",
    "query shop/web host/example.com -f .,4",
    "query shop/web --resolve db -f .,0", "query ns/shop shop/db -p 5433 -f .,0",
    "query ns/shop shop/db -p 5433 --all -f .,1",
    "query shop/web shop/db -p 5433 --expect deny -f .,0", "query shop/web shop/db -p 5432 --expect deny -f .,1",
    "query shop/web shop/nope --expect deny -f .,1", "query shop/nope shop/db --expect deny -f .,1",
    "query ns/nope shop/db --expect deny -f .,1", "query shop/web service/shop/nope -p 80 --expect deny -f .,1",
    "query shop/web service/shop/db -p 5432 --expect deny -f .,0", "query shop/web host/nope --expect deny -f .,0",
    "query shop/web shop/db -p 5432 --expect maybe -f .,2", "query shop/web -f .,2", "query shop/web shop/db,2",
    "query shop/web shop/db -p tcp/http -f .,2", "query shop/web shop/db -p 5432 --http GET -f .,0",
    "query shop/web shop/db -p 5432 --http shop.example/api?x=1 --header X-User:bob --sni shop.example -f .,0",
    "query shop/web shop/db --header X-User -f .,2", "query shop/web shop/db --network front -f .,2",
    "query shop/web shop/db -p udp/53 --http /api -f .,2",
    "query web db --bogus -f .,2",
    "query shop/web shop/db -f . -o yaml,2", "query shop/web shop/db -f . --assume nci=calico,2",
    "query shop/web shop/db -p 5433 -f . --assume cni=flannel,0",
    "query internet shop/web -p 8080 --cross-check -f .,0",
    "query shop/web shop/db -f missing.yaml,3", "map -f .,0", "map --from shop/web -f .,0",
    "map --from shop/wbe -f .,2",
    "map -f missing,3", "rules,0", "explain NP201,0", "explain NP999,2", "completion,0", "--version,0", "--help,0",
    "bogus,2"})
  void exitCodes(String commandLine, int exit) {
    Run run = run(commandLine);

    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(exit);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void theExitCodeDoesNotDependOnTheFormat(String format) {
    assertThat(run("query shop/web shop/db -p 5433 -f . -o " + format).exit()).isEqualTo(1);
    assertThat(run("query shop/web shop/db -p 5432 -f . -o " + format).exit()).isEqualTo(0);
  }

  @Test
  void strictInputMustBeComplete() throws IOException {
    Files.writeString(folder.resolve("broken.yaml"), "kind: [");

    assertThat(run("query shop/web shop/db -p 5432 -f . --strict").exit()).isEqualTo(3);
    assertThat(run("check . --strict").exit()).isEqualTo(3);
  }

  @Test
  void checkFailsFromTheSeverityThatIsAskedFor() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"),
        POLICY.replace("name: db", "name: typo").replace("podSelector: {m", "podSelecter: {}\n  podSelector: {m"));

    assertThat(run("check . --fail-on warning").exit()).isEqualTo(1);
    assertThat(run("check . --fail-on never").exit()).isEqualTo(0);
    assertThat(run("check . --fail-on sometimes").exit()).isEqualTo(2);
  }

  @Test
  void checkCanFailOnWhatIsNotUnderstood() throws IOException {
    Files.writeString(folder.resolve("other.yaml"),
        "apiVersion: example.com/v1\nkind: Firewall\nmetadata: {name: x, namespace: shop}\n");

    assertThat(run("check . --fail-on never").exit()).isEqualTo(0);
    assertThat(run("check . --fail-on never --fail-on-unknown").exit()).isEqualTo(4);
  }

  @Test
  void aKindThatNobodyUnderstandsMakesAnswersUnknown() throws IOException {
    Files.writeString(folder.resolve("other.yaml"),
        "apiVersion: example.com/v1\nkind: Firewall\nmetadata: {name: x, namespace: shop}\n");

    Run run = run("query shop/web shop/db -p 5432 -f .");

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).startsWith("UNKNOWN  whether shop/web can reach shop/db on TCP 5432\n")
        .contains("Firewall")
        .contains("if so: ");
  }

  @Test
  void batchAnswersLineByLineAndRepeatsTheQuestionVerbatim() {
    String questions = """
        {"from": "shop/web", "to": "shop/db", "port": 5432, "expect": "allow",   "id": 7}

        {"from":"shop/web","to":"shop/db","protocol":"UDP","port":53}
        {"from": "shop/web", "name": "db"}
        """;

    Run run = run(questions, "query", "--batch", "-", "-f", ".");

    assertThat(run.exit()).isEqualTo(0);
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out().lines().toList().get(0)).contains(
        "\"question\":{\"from\": \"shop/web\", \"to\": \"shop/db\", \"port\": 5432, \"expect\": \"allow\",   \"id\": 7},\"verdict\":\"reachable\"");
    assertThat(run.out().lines().toList().get(1)).contains("\"verdict\":\"blocked\"");
    assertThat(run.out().lines().toList().get(2)).contains("\"addresses\":[\"service/shop/db\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "[1]", "{\"from\": \"shop/web\"}",
    "{\"from\": \"shop/web\", \"to\": \"shop/db\", \"port\": \"http\"}",
    "{\"from\": \"shop/web\", \"to\": \"a/b/c/d\"}", "{\"from\": \"shop/web\", \"to\": \"shop/db\"} {}",
    "{\"from\": 5, \"to\": \"shop/db\"}",
    "{\"from\": \"shop/web\", \"to\": \"shop/db\", \"port\": 80, \"icmpType\": 3}",
    "{\"object\": \"HTTPRoute/a/b\"}"})
  void aLineThatCannotBeAnsweredHasAnErrorAndTheOthersAreAnswered(String line) {
    Run run = run(line + "\n{\"from\": \"shop/web\", \"to\": \"shop/db\", \"port\": 5432}\n", "query", "--batch", "-",
        "-f", ".");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out().lines().toList().get(0)).contains("\"error\":").doesNotContain("verdict");
    assertThat(run.out().lines().toList().get(1)).contains("\"verdict\":\"reachable\"");
  }

  @Test
  void aKeyThatIsAlmostRightIsShownWithItsLine() {
    Run run = run("\n{\"from\": \"shop/web\", \"to\": \"shop/db\", \"protocl\": \"udp\"}\n", "query",
        "--batch", "-", "-f", ".");

    assertThat(run.exit()).isEqualTo(0);
    assertThat(run.out()).contains("\"verdict\":\"reachable\"");
    assertThat(run.err()).isEqualTo("canreach: line 2: `protocl` is no key of a question and has no influence; "
        + "did you mean `protocol`?\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"query shop/web shop/db -p 5432 -f .", "map -f .", "diff shop.yaml ."})
  void anObjectThatAnotherOneOfItsNameReplacesIsShown(String commandLine) throws IOException {
    Files.writeString(folder.resolve("again.yaml"), POLICY.replace("port: 5432", "port: 5433"));
    Files.writeString(folder.resolve("copy.yaml"), SHOP);

    String warning = "again.yaml:1:1: warning: `NetworkPolicy shop/db` is written again at `policy.yaml:1:1` and says"
        + " something else there: only the last one counts, remove or rename one of them";
    assertThat(run(commandLine).err()).isEqualTo(warning + "\n");
    assertThat(run(commandLine + " -o json").out())
        .containsPattern("\"warnings\": ?\\[\\s*\"" + Pattern.quote(warning));
  }

  /** K8S/W-06: the ports of a container decide nothing, but the server would have no such workload. */
  @ParameterizedTest
  @ValueSource(strings = {"query shop/web shop/db -p 5432", "query shop/db shop/web -p 1",
    "query shop/db ns/shop -p 1"})
  void aWorkloadThatTheServerWouldRefuseIsShownWithTheAnswer(String question) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), SHOP.replace("8080", "70000"));

    assertThat(run(question + " -f . -o json").out()).contains("\"rejected\": [", "\"object\": \"Deployment shop/web\"",
        "spec.template.spec.containers[0].ports[0].containerPort");
    assertThat(run("query shop/db internet -p 1 -f . -o json").out()).doesNotContain("rejected");
  }

  @Test
  void aPolicyIsInTheWayOnlyWhereItIsolatesAnEnd() throws IOException {
    Files.writeString(folder.resolve("web.yaml"), """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {matchLabels: {app: web}}, egress: [{ports: [{port: 1}]}]}
        """);

    String question = "{\"from\": \"shop/web\", \"to\": \"shop/db\", \"protocol\": \"udp\", \"port\": 5}\n";

    assertThat(run(question, "query", "--batch", "-", "-f", ".").out())
        .contains("{\"stage\":\"egress\",\"effect\":\"isolates\",\"object\":\"NetworkPolicy shop/web\"")
        .contains("{\"stage\":\"ingress\",\"effect\":\"isolates\",\"object\":\"NetworkPolicy shop/db\"")
        .doesNotContain("{\"stage\":\"ingress\",\"effect\":\"isolates\",\"object\":\"NetworkPolicy shop/web\"");
  }

  @Test
  void allAsksForEveryPodThatASelectorCouldMean() {
    assertThat(run("query shop/web shop?tier=x -p 1 -f .").exit()).isEqualTo(0);
    assertThat(run("query shop/web shop?tier=x -p 1 -f . --all").exit()).as("a new pod may have app=db too")
        .isEqualTo(1);
    assertThat(run("query shop/web shop?app=web -p 1 -f . --all").exit()).isEqualTo(0);
  }

  @Test
  void allAsksForEveryAddressOfARangeHoweverManyPortsTheServiceHas() throws IOException {
    Files.writeString(folder.resolve("lb.yaml"), """
        apiVersion: v1
        kind: Service
        metadata: {name: lb, namespace: shop}
        spec:
          type: LoadBalancer
          externalTrafficPolicy: Local
          selector: {app: web}
          loadBalancerSourceRanges: [20.0.0.0/8]
          ports: [{name: a, port: 80, targetPort: 8080}, {name: b, port: 443, targetPort: 8080}]
        """);

    assertThat(run("query 20.0.0.0/8 service/shop/lb -p 80 -f . --all").exit()).isEqualTo(0);
    assertThat(run("query 20.0.0.0/7 service/shop/lb -p 80 -f .").exit()).isEqualTo(0);
    assertThat(run("query 20.0.0.0/7 service/shop/lb -p 80 -f . --all").exit()).isEqualTo(1);
  }

  @Test
  void theConfigurationOfTheNearestParentFolderIsRead() throws IOException {
    Files.writeString(folder.resolve(".canreach.yaml"), "assume: {cni: flannel}\n");

    assertThat(run("query shop/web shop/db -p 5433 -f .").exit()).isEqualTo(0);
    assertThat(run("query shop/web shop/db -p 5433 -f . --assume cni=calico").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"assumptions: {cni: flannel}\n", "assume: [cni]\n", "assume: {nci: calico}\n", "assume: {\n",
    "- 1\n"})
  void aWrongConfigurationIsAUsageError(String text) throws IOException {
    Files.writeString(folder.resolve(".canreach.yaml"), text);

    assertThat(run("query shop/web shop/db -p 5432 -f .").exit()).isEqualTo(2);
  }

  @Test
  void standardInputIsRead() {
    Run run = run(SHOP, "query", "shop/web", "shop/db", "-p", "1", "-f", "-");

    assertThat(run.exit()).isEqualTo(0);
  }

  @Test
  void outputsGoToFiles() throws IOException {
    Run run = run("map -f . -o json=map.json -o dot=map.dot -o mermaid=map.mmd -o csv=map.csv -o md");

    assertThat(run.exit()).isEqualTo(0);
    assertThat(run.out()).startsWith("| From | To | Traffic |\n");
    assertThat(Files.readString(folder.resolve("map.json"))).startsWith("{\"schemaVersion\":1,");
    assertThat(Files.readString(folder.resolve("map.dot"))).startsWith("digraph");
    assertThat(Files.readString(folder.resolve("map.mmd"))).startsWith("flowchart LR\n");
    assertThat(Files.readString(folder.resolve("map.csv"))).startsWith("from,to,traffic\n")
        .contains("shop/web,shop/db,TCP 5432\n");
  }

  @ParameterizedTest
  @CsvSource({"chekc, there is no command", "quer, did you mean `query`?",
    "map --form=ns/shop -f shop.yaml, did you mean `--from`?",
    "query shop/web shop/db --prot tcp -f shop.yaml, there is no option `--prot`",
    "map --asume cni=calico -f shop.yaml, did you mean `--assume`?", "rules NP201, one argument too many",
    "query --batch - --expect deny -f shop.yaml, leave out", "query --batch - -p 80 -f shop.yaml, leave out"})
  void aCommandLineThatIsNotUnderstoodIsRefusedWithAHint(String commandLine, String hint) {
    Run run = run(commandLine);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(hint);
  }

  @Test
  void anArgumentThatBeginsWithAnAtSignIsNoListOfArguments() throws IOException {
    Files.writeString(folder.resolve("arguments"), "--help");
    assertThat(run("check @" + folder.resolve("arguments")).exit()).isEqualTo(Exit.INCOMPLETE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check hostile.yaml", "map -f hostile.yaml -f shop.yaml", "map -o csv -f hostile.yaml",
    "map -o md -f hostile.yaml", "map -o dot -f hostile.yaml", "map -o mermaid -f hostile.yaml",
    "map -o json -f hostile.yaml",
    "query shop/\u001b[1m internet -f hostile.yaml", "query shop/web internet -o \u001b[1m -f hostile.yaml"})
  void whatNamesHoldNeverCommandsTheTerminal(String commandLine) throws IOException {
    Files.writeString(folder.resolve("hostile.yaml"), SHOP + """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: "red\\e[31m", namespace: shop}
        spec: {podSelector: {}}
        ---
        apiVersion: example.com/v1
        kind: "Blink\\e[5m\\u202E"
        metadata: {name: "x\\x9B", namespace: shop} # \u001b[2J
        """);
    Run run = run(commandLine);
    assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void coloursOfOurOwnReachATerminal() {
    StringWriter shown = new StringWriter();
    PrintWriter out = Terminal.printable(new PrintWriter(shown), true);
    out.print("\u001b[31;1mNO\u001b[0m a\u001b[2Jb");
    out.flush();
    assertThat(shown).hasToString("\u001b[31;1mNO\u001b[0m a\uFFFD[2Jb");
  }

  @Test
  void aFileThatCannotTakeTheResultIsAUsageError() {
    Assumptions.assumeThat(Path.of("/dev/full")).exists();
    Run run = run("map -f shop.yaml -o json=/dev/full");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("`/dev/full` cannot be written");
  }

  @Test
  void theMapMergesPeersAndCanExpandThem() {
    assertThat(run("map -f .").out()).contains("shop/web  shop/db", "TCP 5432");
    assertThat(run("map -f . --expand --from shop/db --to shop/web").out()).contains("shop/db  shop/web  all");
  }

  @Test
  void theProblemIsWrittenAsSmtLib() throws IOException {
    assertThat(run("query shop/web shop/db -p 5432 -f . --smt2 problem.smt2").exit()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("problem.smt2"))).contains("(check-sat)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"map -o json -f", "query shop/web shop/db -p 5433 -o json -f",
    "query ns/shop ns/shop -p 5432 -o json -f"})
  void theSameBytesComeOutForAnyOrderOfTheDocuments(String command) throws IOException {
    List<String> documents = new ArrayList<>(List.of((SHOP + "---\n" + POLICY).split("---\n", -1)));
    String places = "\"(line|column)\": ?[0-9]+";
    String expected = null;
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(documents, random);
      Path all = Files.createDirectories(folder.resolve("shuffled" + i)).resolve("all.yaml");
      Files.writeString(all, String.join("---\n", documents));
      String out = run(command + " shuffled" + i + "/all.yaml").out()
          .replaceAll(places, "")
          .replace("shuffled" + i, "");
      expected = expected == null ? out : expected;
      assertThat(out).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "map", "check", "rules", "explain", "completion"})
  void eachHelpFitsOneScreenAndHasThreeExamples(String command) {
    String help = run(command + " --help").out();

    assertThat(help.lines().count()).isLessThanOrEqualTo(40);
    assertThat(help.lines().dropWhile(line -> !line.startsWith("Examples:")).skip(1)).hasSize(3)
        .allMatch(line -> line.contains("canreach "));
  }
}
