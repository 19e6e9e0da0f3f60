package dev.canreach.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every suite of the folder that {@code -Dcanreach.conformance} names, and the table of the outcomes. Optional properties:
 * {@code canreach.conformance.filter}, a regular expression for suite names, and {@code canreach.crossCheck}, with which all
 * interpreters answer the questions of every case ({@code true}), or of every so manieth (a number).
 */
@Tag("conformance")
class ConformanceTest {
  /** The suites in which nothing may be unknown where every kind is modelled. */
  private static final Set<String> DEFINITE = Set.of("e2e-netpol", "random-kubernetes", "kube-network-policies",
      "netpol-analyzer", "network-config-analyzer");
  /** The least share of definite and right answers, in percent, of each class of expectation about traffic. */
  private static final Map<String, Integer> FLOORS = Map.ofEntries(Map.entry("docker", 70),
      Map.entry("random-docker", 70), Map.entry("calico", 60), Map.entry("random-calico", 60), Map.entry("cilium", 60),
      Map.entry("random-cilium", 60), Map.entry("istio-authz", 60), Map.entry("random-istio-authz", 50),
      Map.entry("gateway-api", 50), Map.entry("random-ingress-gateway-api", 50),
      Map.entry("random-istio-routing", 30));
  private static final Pattern TRAFFIC = Pattern.compile("allow|deny|route|status|outcome .*");
  /** Suites that tests beside the code they are about judge. */
  private static final Set<String> JUDGED_ELSEWHERE = Set.of("lint", "kubernetes-validation");
  private static final int SAMPLE_EVERY = 6;

  @TempDir
  Path temporary = Path.of("");

  @Test
  void suitesAreAnsweredAsExpected() throws IOException {
    String property = System.getProperty("canreach.conformance", "");
    assumeTrue(!property.isEmpty(), "no conformance data: set -Dcanreach.conformance=FOLDER");
    Path root = Path.of(property);
    Pattern filter = Pattern.compile(System.getProperty("canreach.conformance.filter", ".*"));
    Divergences divergences = new Divergences(Path.of("..", "testdata", "divergences.yaml"));
    BlockedLaws laws = new BlockedLaws();
    List<ProbeSuite.ProbeListener> listeners = new ArrayList<>(List.of(laws));
    Path solver = Path.of("/usr/bin/z3");
    Smt2Samples samples = new Smt2Samples(solver, temporary, SAMPLE_EVERY);
    if (Files.isExecutable(solver)) {
      listeners.add(samples);
    }
    List<Tally> tallies = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Path suite : folders(root)) {
      String name = suite.getFileName().toString();
      if (filter.matcher(name).matches() && !JUDGED_ELSEWHERE.contains(name)) {
        names.add(name);
        tallies.add(run(suite, name, divergences, listeners));
      }
    }
    report(tallies, laws, samples);
    List<String> failures = new ArrayList<>();
    tallies.forEach(tally -> failures.addAll(tally.failures()));
    tallies.forEach(tally -> failures.addAll(vague(tally)));
    failures.removeIf(
        line -> line.startsWith("UNKNOWN") && DEFINITE.stream().noneMatch(s -> line.startsWith("UNKNOWN " + s + ":")));
    failures.addAll(laws.violations());
    failures.addAll(samples.violations());
    assertThat(failures.stream().limit(40)).as("%d failures", failures.size()).isEmpty();
    assertThat(divergences.unused(names)).as("divergences that excuse nothing").isEmpty();
  }

  private static List<Path> folders(Path root) throws IOException {
    try (var children = Files.list(root)) {
      return children
          .filter(child -> Files.exists(child.resolve("cases.jsonl")) || Files.exists(child.resolve("cases.json")))
          .sorted()
          .toList();
    }
  }

  private static Tally run(Path suite, String name, Divergences divergences, List<ProbeSuite.ProbeListener> listeners)
      throws IOException {
    return switch (name) {
      case "netpol-analyzer" -> new ListSuite(name, divergences, ListFormats::netpolAnalyzer).run(suite);
      case "network-config-analyzer" -> new ListSuite(name, divergences, ListFormats::networkConfigAnalyzer).run(suite);
      case "calico-validation", "cilium-validation", "istio-validation" ->
          new ValidationSuite(name, divergences).run(suite.resolve("cases.jsonl"));
      default -> new ProbeSuite(name, divergences, listeners).run(suite.resolve("cases.jsonl"));
    };
  }

  /** The classes of expectations that are answered too vaguely: "unknown" is no refuge. */
  private static List<String> vague(Tally tally) {
    int floor = FLOORS.getOrDefault(tally.suite(), 0);
    return tally.definite()
        .entrySet()
        .stream()
        .filter(share -> TRAFFIC.matcher(share.getKey()).matches() && share.getValue() < floor)
        .map(share -> "VAGUE " + tally.suite() + ": only " + share.getValue() + " % of `" + share.getKey() + "`")
        .toList();
  }

  private static void report(List<Tally> tallies, BlockedLaws laws, Smt2Samples samples) {
    StringBuilder table = new StringBuilder("\n").append(Tally.header()).append('\n');
    tallies.forEach(tally -> table.append(tally).append('\n'));
    System.out.println(table.append(laws).append('\n').append(samples));
  }
}
