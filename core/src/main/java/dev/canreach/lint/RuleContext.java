package dev.canreach.lint;

import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.query.Prover;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one rule sees of one run, and where it reports. It records which kinds of input the rule looked at. */
public final class RuleContext {
  private final RuleMetadata rule;
  private final LintInput input;
  private final Change change;
  private final Facts facts;
  private final Set<Class<?>> read = new TreeSet<>(Comparator.comparing(Class::getSimpleName));
  private final List<Report> reports = new ArrayList<>();

  RuleContext(RuleMetadata rule, LintInput input, Change change, Facts facts) {
    this.rule = rule;
    this.input = input;
    this.change = change;
    this.facts = facts;
  }

  /** The objects of one type, by namespace, name and place. */
  public <T extends Resource> List<T> all(Class<T> type) {
    read.add(type);
    return facts.all(type);
  }

  /**
   * The objects of one type as a cluster would hold them: without those that the API server would refuse, and of two with one name the later one.
   */
  public <T extends Resource> List<T> inForce(Class<T> type) {
    read.add(type);
    return facts.inForce(type);
  }

  /**
   * Whether it may be asked about policies of the namespace, and the pods that they govern, more than what is known: unless only policies of other
   * namespaces have changed. A rule may leave out what it finds about other namespaces, if that depends on no policy of this one.
   */
  public boolean mayDiffer(String namespace) {
    return !change.isOfPolicies() || change.namespaces().contains(namespace);
  }

  /** The policies in force in the namespaces that may differ. */
  public List<NetworkPolicy> policies() {
    List<NetworkPolicy> all = inForce(NetworkPolicy.class);
    return change.isOfPolicies() ? all.stream().filter(policy -> mayDiffer(policy.namespace())).toList() : all;
  }

  /** The policies that are known to differ from those of an earlier input, as they were and as they are. */
  public List<NetworkPolicy> changedPolicies() {
    return change.policies();
  }

  /** The pods, and the pods that templates stand for. */
  public PodGroups pods() {
    read.add(Pod.class);
    read.add(Workload.class);
    return facts.pods();
  }

  /** The network that the objects form. */
  public Network network() {
    read.add(Network.class);
    return input.network();
  }

  /** What can happen to packets of the network, whatever the input leaves open. */
  public Outlook outlook() {
    read.add(Network.class);
    return facts.outlook();
  }

  /**
   * Something that several rules work out alike from the input: it is made once for all of them.
   *
   * @param type what it is; there is one of each type
   * @param make makes it from nothing but the context that it is given
   */
  public <T> T shared(Class<T> type, Function<RuleContext, T> make) {
    Facts.Shared shared = facts.shared(type, () -> {
      var own = new RuleContext(rule, input, Change.ALL, facts);
      T value = make.apply(own);
      return new Facts.Shared(value, own.read());
    });
    read.addAll(shared.read());
    return type.cast(shared.value());
  }

  /**
   * Something that this run, and those about inputs made of this one, work out alike: see {@link Inventory#made(Class, List, Supplier)}.
   *
   * @param parts what it is made of, which the rule has asked this context for
   * @param make makes it of nothing but the parts; it does not grow with what it is asked
   */
  public <T> T made(Class<T> type, List<?> parts, Supplier<T> make) {
    return input.inventory().made(type, parts, make);
  }

  /** What was wrong with the text of the objects. */
  public List<Diagnostic> diagnostics() {
    read.add(Diagnostic.class);
    return input.diagnostics();
  }

  /** The reasons for which the API server would refuse the object. */
  public List<Rejection> rejections(Resource resource) {
    return input.inventory().rejections(resource);
  }

  /** The prover. It is started when it is first asked for, which takes a while: ask it only to prove what is about to be reported. */
  public Prover prover() {
    return facts.prover();
  }

  /** The severity of a finding that something is missing: the rule's own when the input is all there is, else a note. */
  public Severity severityOfAbsence() {
    return input.closedWorld() ? rule.severity() : Severity.NOTE;
  }

  /** Reports a finding with the severity of the rule. */
  public void report(String object, Span span, String message, Related... related) {
    report(rule.severity(), object, span, message, List.of(related));
  }

  /** Reports a finding. */
  public void report(Severity severity, String object, Span span, String message, List<Related> related) {
    report(severity, object, span, message, related, Optional.empty());
  }

  /** Reports a finding that a packet shows. */
  public void report(Severity severity, String object, Span span, String message, List<Related> related,
      Optional<Packet> witness) {
    if (severity.compareTo(rule.severity()) < 0) {
      throw new IllegalArgumentException("rule " + rule.id() + " reports more than its own severity");
    }
    reports.add(new Report(severity, object, span, message, related, witness));
  }

  /** The rule. */
  RuleMetadata rule() {
    return rule;
  }

  /** The kinds of input that the rule looked at so far. */
  Set<Class<?>> read() {
    return read;
  }

  List<Report> reports() {
    return reports;
  }

  /** A finding before it has a fingerprint. */
  record Report(Severity severity, String object, Span span, String message, List<Related> related,
      Optional<Packet> witness) {}
}
