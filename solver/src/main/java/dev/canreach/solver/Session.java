package dev.canreach.solver;

import dev.canreach.intent.Intent;
import dev.canreach.intent.IntentChecker;
import dev.canreach.intent.Verdict;
import dev.canreach.lint.Change;
import dev.canreach.lint.Finding;
import dev.canreach.lint.LintInput;
import dev.canreach.lint.Linter;
import dev.canreach.lint.rules.Rules;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.FuturePod;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Answer;
import dev.canreach.query.AskOptions;
import dev.canreach.query.Asker;
import dev.canreach.query.Doubts;
import dev.canreach.query.EndpointRef;
import dev.canreach.query.Openings;
import dev.canreach.query.PolicyOpenings;
import dev.canreach.query.Prohibition;
import dev.canreach.query.Prover;
import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Relevance;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.solver.smt.CrossCheckedMap;
import dev.canreach.solver.smt.DisagreementException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Asks questions about a snapshot. It keeps a warm solver: use one session for many questions, from one thread at a
 * time, and close it.
 */
public final class Session implements AutoCloseable {
  /** Each set of supposed pods makes a network of its own; those used last are kept. */
  private static final int MOST_NETWORKS = 8;

  private final Snapshot snapshot;
  private final Prover prover;
  private final boolean owned;
  private final AskOptions options;
  private final Map<List<FuturePod>, Asker> askers = new LinkedHashMap<>(16, 0.75f, true);

  /** A session with a prover of its own. */
  Session(Snapshot snapshot, Prover prover) {
    this(snapshot, prover, true);
  }

  /**
   * @param owned whether the prover ends with the session
   */
  Session(Snapshot snapshot, Prover prover, boolean owned) {
    this.snapshot = snapshot;
    this.prover = prover;
    this.owned = owned;
    this.options = new AskOptions(snapshot.assumptions().internet() == Assumptions.Internet.PUBLIC,
        doubts(snapshot.inventory()), rejections(snapshot));
  }

  private static Doubts doubts(Inventory inventory) {
    return new Doubts(doubt(inventory, EnumSet.of(Relevance.RELEVANT)),
        doubt(inventory, EnumSet.of(Relevance.RELEVANT, Relevance.ELSEWHERE)),
        doubt(inventory, EnumSet.of(Relevance.RELEVANT, Relevance.ELSEWHERE, Relevance.ENTRY)));
  }

  /** The first thing of the input that may define what the question names. */
  private static Optional<Assumption> doubt(Inventory inventory, Set<Relevance> which) {
    Optional<String> unread = inventory.unread()
        .stream()
        .map(document -> "the document at `" + document.span() + "`, which could not be read,")
        .findFirst();
    Optional<String> object = inventory.notUnderstood()
        .stream()
        .filter(other -> which.contains(other.relevance()))
        .map(other -> "`" + other.id() + "`, which nobody here understands,")
        .findFirst();
    return unread.or(() -> object)
        .map(what -> Assumption.open("not understood", what + " defines it",
            "leave it out of the input, or correct it"));
  }

  private static SortedMap<String, List<Answer.Refused>> rejections(Snapshot snapshot) {
    SortedMap<String, List<Answer.Refused>> refused = new TreeMap<>();
    snapshot.inventory()
        .rejections()
        .forEach((object, list) -> refused.put(object, list.stream().map(Session::refused).toList()));
    return refused;
  }

  private static Answer.Refused refused(Rejection rejection) {
    return new Answer.Refused(rejection.object(), rejection.span().file(), rejection.span().line(),
        rejection.span().column(),
        rejection.field(), rejection.message());
  }

  /** Answers a question. */
  public Answer ask(Question question) {
    try {
      return asker(futures(question)).ask(question);
    } catch (QuestionException e) {
      return new Answer.Unanswerable(question.json(), e.problem());
    }
  }

  /** Whether an end of the question stands for nothing that the input has. */
  public boolean lacksAnEnd(Question question) {
    try {
      return asker(futures(question)).lacksAnEnd(question);
    } catch (QuestionException e) {
      return false;
    }
  }

  /**
   * The problem that a question comes to, as standard SMT-LIB 2: satisfiable if and only if some packet arrives.
   *
   * @throws QuestionException when the question cannot be answered as it stands
   */
  public String smt2(Question question) throws QuestionException {
    List<FuturePod> futures = futures(question);
    return prover.smt2(network(futures), asker(futures).flows(question));
  }

  /**
   * Compares the part of the map between these ends with the other interpreters, pair by pair.
   *
   * @throws DisagreementException when they say different things
   * @throws dev.canreach.query.ProverLimitException when the solver gave up
   */
  public void checkMap(Selection from, Selection to) {
    ReachabilityMap map = new ReachabilityMap(snapshot.network(), Valuation.DEFAULT);
    new CrossCheckedMap(snapshot.network(), prover, map).check(end -> from.wants(map.ends().get(end)),
        end -> to.wants(map.ends().get(end)));
  }

  /** Runs every lint rule: the findings, worst first, then by place. */
  public List<Finding> check() {
    return check(Change.ALL);
  }

  /**
   * Runs the lint rules as far as they may find something that an earlier snapshot does not have.
   *
   * @param earlier the snapshot that this one was made of by {@link Snapshot#replacing} or {@link Snapshot#without}
   * @return some of the findings of {@link #check()}: all that the earlier snapshot does not have, and perhaps others
   */
  public List<Finding> checkSince(Snapshot earlier) {
    return check(snapshot.changeSince(earlier));
  }

  private List<Finding> check(Change change) {
    boolean closed = snapshot.assumptions().world() == Assumptions.World.CLOSED;
    LintInput input = new LintInput(snapshot.inventory(), snapshot.network(), snapshot.diagnostics(), closed);
    return new Linter(Rules.all()).run(input, change, () -> prover).findings();
  }

  /**
   * Checks intents, over all packets and over pods that do not exist yet.
   *
   * @param today the day that decides which exceptions are over
   */
  public List<Verdict> check(List<Intent> intents, LocalDate today) {
    return intents.stream().map(intent -> new IntentChecker(new IntentChecker.Asking() {
      @Override
      public Answer ask(Question question) {
        return Session.this.ask(question);
      }

      @Override
      public Prohibition.Result check(Prohibition prohibition) throws QuestionException {
        return asker(futures(prohibition)).check(prohibition);
      }
    }, today).check(intent)).toList();
  }

  /**
   * Checks intents by what is worse than in an earlier state: a violation counts as one where a packet passes, or an end
   * cannot be reached, that did not or could be then. The others are called proven, whatever they violate in both.
   *
   * @param earlier a session about the earlier state
   * @param today the day that decides which exceptions are over
   */
  public List<Verdict> checkSince(List<Intent> intents, Session earlier, LocalDate today) {
    return intents.stream().map(intent -> new IntentChecker(new IntentChecker.Asking() {
      @Override
      public Answer ask(Question question) {
        return Session.this.ask(question);
      }

      @Override
      public Prohibition.Result check(Prohibition prohibition) throws QuestionException {
        List<FuturePod> futures = futures(prohibition);
        return asker(futures).checkSince(prohibition, earlier.asker(futures));
      }

      @Override
      public Optional<Answer> before(Question question) {
        return Optional.of(earlier.ask(question));
      }
    }, today).check(intent)).toList();
  }

  /** The pods that a prohibition supposes: those of its selectors, and one in each namespace when it is about everyone. */
  private List<FuturePod> futures(Prohibition prohibition) throws QuestionException {
    List<String> ends = new ArrayList<>(prohibition.from());
    ends.add(prohibition.to());
    List<FuturePod> futures = new ArrayList<>(futures(ends));
    if (prohibition.from().isEmpty()) {
      SupposedNamespaces.of(snapshot)
          .stream()
          .map(namespace -> new FuturePod(namespace + "?", namespace))
          .filter(future -> !futures.contains(future))
          .forEach(futures::add);
    }
    return futures;
  }

  /** The prover of this session. */
  public Prover prover() {
    return prover;
  }

  @Override
  public void close() {
    if (owned) {
      prover.close();
    }
  }

  private Network network(List<FuturePod> futures) {
    return futures.isEmpty() ? snapshot.network() : asker(futures).network();
  }

  private Asker asker(List<FuturePod> futures) {
    Asker known = askers.get(futures);
    if (known != null) {
      return known;
    }
    Network network = futures.isEmpty()
        ? snapshot.network()
        : Lowerings.lower(snapshot.inventory(), snapshot.assumptions(), futures);
    Openings openings = new PolicyOpenings(snapshot.inventory(), snapshot.assumptions(), futures, network, prover,
        opened -> new Asker(opened, prover, options, Openings.NONE));
    Asker asker = new Asker(network, prover, options, openings);
    if (askers.size() >= MOST_NETWORKS) {
      askers.remove(askers.keySet().iterator().next());
    }
    askers.put(futures, asker);
    return asker;
  }

  /** The pods that a question supposes: those that a selector stands for. */
  private static List<FuturePod> futures(Question question) throws QuestionException {
    return futures(switch (question.target()) {
      case Question.Reach reach -> List.of(question.from(), reach.to());
      case Question.Resolve resolve -> List.of(question.from());
      case Question.Condition condition -> List.of();
      case Question.AttachedRoutes routes -> List.of();
    });
  }

  private static List<FuturePod> futures(List<String> ends) throws QuestionException {
    List<FuturePod> futures = new ArrayList<>();
    for (String end : ends) {
      if (EndpointRef.parse(end) instanceof EndpointRef.Selected selected) {
        FuturePod future = new FuturePod(selected.text(), selected.namespace());
        if (!futures.contains(future)) {
          futures.add(future);
        }
      }
    }
    return futures;
  }
}
