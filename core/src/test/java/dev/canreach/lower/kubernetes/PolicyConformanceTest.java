package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.query.Answer;
import dev.canreach.query.AskOptions;
import dev.canreach.query.Asker;
import dev.canreach.query.Openings;
import dev.canreach.query.QuestionException;
import dev.canreach.query.QuestionReader;
import dev.canreach.query.Verdict;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other people's expectations of NetworkPolicy, met by lowering and evaluator alone. */
@Tag("conformance")
class PolicyConformanceTest {

  @Test
  void endToEndSuiteOfKubernetes() throws IOException {
    check("e2e-netpol", "");
  }

  @Test
  void randomClusters() throws IOException {
    check("random-kubernetes", "rk-np-");
  }

  @Test
  void unitTestsOfTheReferenceEngine() throws IOException {
    check("kube-network-policies", "np-");
  }

  private static void check(String suite, String prefix) throws IOException {
    String folder = System.getProperty("canreach.conformance",
        System.getenv().getOrDefault("CANREACH_CONFORMANCE", ""));
    assumeTrue(!folder.isEmpty(), "no conformance data: set the property canreach.conformance");
    List<String> wrong = new ArrayList<>();
    int probes = 0;
    for (String line : Files.readAllLines(Path.of(folder, suite, "cases.jsonl"))) {
      MapNode item = (MapNode) parse("case.json", line).documents().get(0).root();
      String id = text(item, "id");
      if (id.startsWith(prefix)) {
        Asker asker = asker(items(item, "manifests"));
        for (Node probe : items(item, "probes")) {
          probes++;
          verdict(asker, (MapNode) probe).ifPresent(problem -> wrong.add(id + ": " + problem));
        }
      }
    }
    System.out.println(suite + ": " + probes + " probes, " + wrong.size() + " wrong");
    assertThat(wrong).isEmpty();
    assertThat(probes).isPositive();
  }

  private static Asker asker(List<Node> manifests) {
    Diagnostics diagnostics = new Diagnostics();
    List<Document> documents = new ArrayList<>();
    for (Node manifest : manifests) {
      String name = "%04d.yaml".formatted(documents.size());
      documents.addAll(parse(name, ((ScalarNode) manifest).text()).documents());
    }
    Network network = Lowerings.lower(
        Readers.read(new SourceSet(documents, List.of(), List.of()), diagnostics, ReadOptions.DEFAULT),
        dev.canreach.lower.Assumptions.NONE, List.of());
    return new Asker(network, new TrialProver(), AskOptions.DEFAULT, Openings.NONE);
  }

  private static Optional<String> verdict(Asker asker, MapNode probe) {
    Map<String, String> members = new TreeMap<>();
    for (String key : List.of("from", "to", "protocol", "port")) {
      probe.find(key).ifPresent(value -> members.put(key, ((ScalarNode) value).text()));
    }
    try {
      Answer answer = asker.ask(QuestionReader.read(members, "{}"));
      boolean reachable = answer instanceof Answer.Judged judged && judged.verdict() == Verdict.REACHABLE;
      boolean closed = answer instanceof Answer.Judged judged
          && (judged.verdict() == Verdict.BLOCKED || judged.verdict() == Verdict.UNROUTABLE);
      boolean right = text(probe, "expect").equals("allow") ? reachable : closed;
      return right ? Optional.empty() : Optional.of(members + " expected " + text(probe, "expect") + ", but " + answer);
    } catch (QuestionException e) {
      return Optional.of(members + ": " + e.problem());
    }
  }

  private static SourceSet parse(String name, String text) {
    return new SourceReader().read(name, text.getBytes(StandardCharsets.UTF_8), new Diagnostics());
  }

  private static List<Node> items(MapNode map, String key) {
    return ((ListNode) map.find(key).orElseThrow()).items();
  }

  private static String text(MapNode map, String key) {
    return ((ScalarNode) map.find(key).orElseThrow()).text();
  }
}
