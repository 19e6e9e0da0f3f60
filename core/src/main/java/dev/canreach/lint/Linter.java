package dev.canreach.lint;

import dev.canreach.budget.Cancellation;
import dev.canreach.query.Prover;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Runs rules. */
public final class Linter {
  private final List<Rule> rules;

  /** A linter with these rules; their order does not matter. */
  public Linter(List<Rule> rules) {
    this.rules = rules.stream().sorted(Comparator.comparing(rule -> rule.metadata().id())).toList();
  }

  /**
   * Runs every rule, on every processor: what a rule finds depends on no other rule.
   *
   * @param provers gives the prover when some rule needs it; asked at most once; who gives it closes it
   * @return the findings, worst first, then by place
   * @throws CancellationException when the thread is interrupted
   */
  public Result run(LintInput input, Supplier<Prover> provers) {
    return run(input, Change.ALL, provers);
  }

  /**
   * Runs the rules that may find something that an earlier input does not have.
   *
   * @param change what differs from the earlier input
   * @param provers as in {@link #run(LintInput, Supplier)}
   * @return some of the findings of the input: all that the earlier one does not have, and perhaps others
   * @throws CancellationException when the thread is interrupted
   */
  public Result run(LintInput input, Change change, Supplier<Prover> provers) {
    var facts = new Facts(input, provers);
    var findings = new ArrayList<Finding>();
    var reads = new TreeMap<String, Set<Class<?>>>();
    Thread caller = Thread.currentThread();
    List<RuleContext> contexts = rules.parallelStream().filter(rule -> change.concerns(rule.metadata())).map(rule -> {
      var context = new RuleContext(rule.metadata(), input, change, facts);
      Cancellation.onBehalfOf(caller, () -> rule.check(context));
      return context;
    }).toList();
    for (RuleContext context : contexts) {
      reads.put(context.rule().id(), Set.copyOf(context.read()));
      findings.addAll(fingerprinted(context.rule().id(), context.reports()));
    }
    findings.sort(Comparator.naturalOrder());
    return new Result(findings, reads);
  }

  /**
   * What came of a run.
   *
   * @param findings worst first, then by place
   * @param reads by rule id, the kinds of input that the rule looked at
   */
  public record Result(List<Finding> findings, SortedMap<String, Set<Class<?>>> reads) {
    /** Copies the list. */
    public Result {
      findings = List.copyOf(findings);
      reads = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(reads));
    }
  }

  /** Equal findings are told apart by their order, so that one of them can vanish without renaming the first. */
  private static List<Finding> fingerprinted(String rule, List<RuleContext.Report> reports) {
    Map<String, Integer> seen = new HashMap<>();
    return reports.stream().sorted(Comparator.comparing(RuleContext.Report::span)).map(report -> {
      String content = rule + '\n' + report.object() + '\n' + report.message();
      int occurrence = seen.merge(content, 1, Integer::sum);
      return new Finding(rule, report.severity(), report.object(), report.message(), report.span(), report.related(),
          report.witness(), hash(content + '\n' + occurrence));
    }).toList();
  }

  private static String hash(String content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
