package dev.canreach.query;

import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions about one network. Like the prover that it uses, it belongs to one thread at a time.
 */
public final class Asker {
  private final Network network;
  private final AskOptions options;
  private final EndpointResolver resolver;
  private final FlowPlanner planner;
  private final NameLookup lookup;
  private final StatusLookup statuses;
  private final Judge judge;
  private final ProhibitionCheck prohibitions;

  /** An asker over a network; the prover stays the caller's to close. */
  public Asker(Network network, Prover prover, AskOptions options, Openings openings) {
    this.network = network;
    this.options = options;
    this.resolver = new EndpointResolver(network, options.publicInternet());
    this.planner = new FlowPlanner(network);
    this.lookup = new NameLookup(network, prover, planner);
    this.statuses = new StatusLookup(network);
    this.judge = new Judge(network, prover, options, openings);
    this.prohibitions = new ProhibitionCheck(network, prover, options);
  }

  /** The network that is asked about. */
  public Network network() {
    return network;
  }

  /** Answers a question; one that cannot be answered as it stands yields {@link Answer.Unanswerable}. */
  public Answer ask(Question question) {
    try {
      return switch (question.target()) {
        case Question.Reach reach ->
            reach(question, EndpointRef.parse(question.from()), EndpointRef.parse(reach.to()));
        case Question.Resolve resolve -> resolve(question, EndpointRef.parse(question.from()), resolve.name());
        case Question.Condition condition -> statuses.condition(question, condition);
        case Question.AttachedRoutes routes -> statuses.attachedRoutes(question, routes);
      };
    } catch (QuestionException e) {
      return new Answer.Unanswerable(question.json(), e.problem());
    }
  }

  /**
   * Whether an end of the question stands for nothing that is there.
   *
   * @throws QuestionException when an end is malformed or ambiguous
   */
  public boolean lacksAnEnd(Question question) throws QuestionException {
    return question.target() instanceof Question.Reach reach
        && (isMissing(question.from(), Side.SOURCE) || isMissing(reach.to(), Side.DESTINATION));
  }

  private boolean isMissing(String end, Side side) throws QuestionException {
    EndpointRef ref = EndpointRef.parse(end);
    return !(ref instanceof EndpointRef.Host) && resolver.resolve(ref, side) instanceof EndpointResolver.Missing;
  }

  /**
   * Decides whether something passes that must not.
   *
   * @throws QuestionException when an end is malformed or ambiguous
   */
  public Prohibition.Result check(Prohibition prohibition) throws QuestionException {
    return prohibitions.check(prohibition);
  }

  /**
   * Decides whether something passes that must not, and does not pass in an earlier network.
   *
   * @param before an asker over the earlier network, with the same pods that do not exist yet
   * @throws QuestionException when an end is malformed or ambiguous
   */
  public Prohibition.Result checkSince(Prohibition prohibition, Asker before) throws QuestionException {
    return prohibitions.checkSince(prohibition, before.prohibitions);
  }

  /** The flows that a question is about, as {@link Prover#smt2} takes them. */
  public List<Flow> flows(Question question) throws QuestionException {
    if (!(question.target() instanceof Question.Reach reach)) {
      throw new QuestionException("only whether traffic passes is proved: ask with `to`");
    }
    EndpointRef toRef = EndpointRef.parse(reach.to());
    if (!(resolver.resolve(EndpointRef.parse(question.from()), Side.SOURCE) instanceof EndpointResolver.Found from)) {
      return List.of();
    }
    return legs(question, from.candidates(), toRef).legs().stream().map(Leg::flow).toList();
  }

  private Answer reach(Question question, EndpointRef fromRef, EndpointRef toRef) throws QuestionException {
    EndpointResolver.Resolved from = resolver.resolve(fromRef, Side.SOURCE);
    if (from instanceof EndpointResolver.Missing missing) {
      return unroutable(question, missing.reason(), options.doubts().about(fromRef));
    }
    List<Candidate> sources = ((EndpointResolver.Found) from).candidates();
    Ways ways = legs(question, sources, toRef);
    if (ways.legs().isEmpty() && ways.lookups().isEmpty()) {
      return unroutable(question, ways.reason(), options.doubts().about(toRef));
    }
    if (ways.legs().stream().anyMatch(leg -> !isOutside(leg)) || ways.legs().isEmpty()) {
      Answer.Judged answer = judge.judge(question, ways.legs(), ways.lookups());
      Optional<Assumption> doubt = options.doubts().about(toRef);
      return answer.verdict() == Verdict.UNROUTABLE && doubt.isPresent()
          ? unroutable(question, answer.reason(), doubt)
          : answer;
    }
    return outside(question);
  }

  /** Whether the input says nothing about either end. */
  private static boolean isOutside(Leg leg) {
    return leg.from().endpoint().role() == Role.OUTSIDE && leg.to().endpoint().role() == Role.OUTSIDE;
  }

  private static Answer outside(Question question) {
    AnswerDraft draft = new AnswerDraft(question);
    draft.reason = "neither end belongs to anything in the input";
    draft.presume(Assumption.open("outside", "the networks between the two ends let this traffic pass",
        "ask about a workload, Service or node of the input"), true, Verdict.REACHABLE, Verdict.BLOCKED);
    return draft.answer();
  }

  /**
   * Whether the end is whoever asks: a loopback address, or the name of one. Where the model has loopback addresses of its
   * own, those of a Docker host, they lead to published ports too, and others may (DOCKER/M-8).
   */
  private boolean isLoopback(EndpointRef ref) {
    Optional<Address> address = switch (ref) {
      case EndpointRef.Ip ip -> Optional.of(ip.address());
      case EndpointRef.Host host when host.name().equals("localhost") -> Address.parse("127.0.0.1");
      default -> Optional.empty();
    };
    return address.filter(AddressGuards::isLoopback).isPresent()
        && network.endpoints()
            .stream()
            .flatMap(known -> known.addresses().stream())
            .noneMatch(AddressGuards::isLoopback);
  }

  /**
   * The ways to look at.
   *
   * @param legs the ways themselves
   * @param lookups what the clients' name lookups came to, where the destination is a name
   * @param reason why there is no way, when there is none
   */
  private record Ways(List<Leg> legs, List<NameLookup.Lookup> lookups, String reason) {}

  private Ways legs(Question question, List<Candidate> sources, EndpointRef toRef) throws QuestionException {
    PacketExpr guard = question.guard();
    List<Leg> legs = new ArrayList<>();
    if (isLoopback(toRef) && sources.stream().noneMatch(from -> from.endpoint().role() == Role.OUTSIDE)) {
      return new Ways(
          sources.stream().map(from -> FlowPlanner.own(from, toRef.text(), question.request(), guard)).toList(),
          List.of(), "");
    }
    if (toRef instanceof EndpointRef.Host host) {
      List<NameLookup.Lookup> lookups = new ArrayList<>();
      for (Candidate from : sources) {
        NameLookup.Lookup found = lookup.ask(from, host.name());
        lookups.add(found);
      }
      // a client that cannot ask connects to nobody, even where another client that can ask is not let through
      boolean some = lookups.stream().anyMatch(NameLookup.Lookup::mayAnswer);
      for (NameLookup.Lookup found : lookups) {
        if (found.mayAnswer() || !some) {
          found.targets().forEach(to -> legs.addAll(planner.legs(found.client(), to, question.request(), guard)));
        }
      }
      return new Ways(legs, lookups, "");
    }
    EndpointResolver.Resolved to = resolver.resolve(toRef, Side.DESTINATION);
    if (to instanceof EndpointResolver.Missing missing) {
      return new Ways(List.of(), List.of(), missing.reason());
    }
    if (question.network().isPresent()) {
      to = resolver.within(question.network().get(), ((EndpointResolver.Found) to).candidates(), Side.DESTINATION);
      if (to instanceof EndpointResolver.Missing missing) {
        return new Ways(List.of(), List.of(), missing.reason());
      }
    }
    List<Candidate> destinations = ((EndpointResolver.Found) to).candidates();
    boolean many = sources.size() > 1 && destinations.size() > 1;
    String reason = "";
    for (Candidate from : sources) {
      for (Candidate target : destinations) {
        List<Leg> ways = planner.legs(from, target, question.request(), guard);
        if (ways.isEmpty()) {
          reason = target.shown() + " has no endpoints: nothing stands behind it";
        }
        // A pod reaches itself whatever policies say; among many ends that says nothing.
        ways.stream().filter(leg -> !(many && leg.flow().loopback())).forEach(legs::add);
      }
    }
    return new Ways(legs, List.of(), reason);
  }

  private Answer resolve(Question question, EndpointRef fromRef, String name) throws QuestionException {
    EndpointResolver.Resolved from = resolver.resolve(fromRef, Side.SOURCE);
    if (from instanceof EndpointResolver.Missing missing) {
      return new Answer.Resolved(question, Verdict.UNROUTABLE, List.of(), List.of(), missing.reason(), List.of(),
          List.of());
    }
    List<Candidate> clients = ((EndpointResolver.Found) from).candidates();
    if (clients.size() > 1) {
      throw new QuestionException("`" + question.from() + "` stands for " + clients.size()
          + " endpoints, and names may resolve differently for each: name one");
    }
    NameLookup.Lookup found = lookup.ask(clients.get(0), name);
    List<String> addresses = found.verdict() == Verdict.REACHABLE ? found.addresses() : List.of();
    boolean doubtful = found.verdict() == Verdict.UNROUTABLE && options.doubts().names().isPresent();
    return new Answer.Resolved(question, doubtful ? Verdict.UNKNOWN : found.verdict(), addresses, found.searched(),
        found.reason(), found.path(),
        found.presumptions());
  }

  /** Nothing is there, unless a doubt says that it may be. */
  private static Answer unroutable(Question question, String reason, Optional<Assumption> doubt) {
    AnswerDraft draft = new AnswerDraft(question);
    draft.verdict = doubt.isPresent() ? Verdict.UNKNOWN : Verdict.UNROUTABLE;
    draft.reason = reason;
    doubt.ifPresent(assumption -> draft.presume(assumption, false, Verdict.UNROUTABLE, Verdict.UNKNOWN));
    return draft.answer();
  }
}
