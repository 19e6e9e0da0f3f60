package dev.canreach.query;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides prohibitions with a prover, over all packets: those that are sent to an end directly, and those that a Service,
 * a node port or a gateway forwards to it.
 */
final class ProhibitionCheck {
  private final Network network;
  private final Prover prover;
  private final Doubts doubts;
  private final EndpointResolver resolver;
  private @Nullable RouteEnds routeEnds;

  ProhibitionCheck(Network network, Prover prover, AskOptions options) {
    this.network = network;
    this.prover = prover;
    this.doubts = options.doubts();
    this.resolver = new EndpointResolver(network, options.publicInternet());
  }

  /** What is exempt, looked up: by endpoint the condition under which it is one of the ends. */
  private record Exempt(Map<Integer, PacketExpr> from, Optional<Map<Integer, PacketExpr>> to, Question traffic) {}

  /** A way that is prohibited, and whether the path is that of the network and no wider one. */
  private record Way(Flow flow, boolean exact) {}

  /** What a prohibition is about, looked up, as far as it is there; and why the rest is not. */
  private record Meant(List<Candidate> sources, List<Candidate> destinations, List<Exempt> exempt,
      Optional<Prohibition.Result> missing) {}

  Prohibition.Result check(Prohibition prohibition) throws QuestionException {
    Meant meant = meant(prohibition);
    if (meant.missing().isPresent()) {
      return meant.missing().get();
    }
    Optional<Prohibition.Result> open = Optional.empty();
    for (Candidate from : meant.sources()) {
      for (Candidate destination : meant.destinations()) {
        for (Way way : ways(from, destination, prohibition.traffic(), meant.exempt())) {
          Prohibition.Result result = judge(way, prover.delivers(network, way.flow()), from, destination);
          if (result instanceof Prohibition.Broken) {
            return result;
          }
          open = open.or(() -> undecided(result));
        }
        boolean known = from.endpoint().role() != Role.OUTSIDE || destination.endpoint().role() != Role.OUTSIDE;
        if (!known && !prohibition.from().isEmpty() && open.isEmpty()) {
          open = Optional.of(new Prohibition.Open("neither end belongs to anything in the input"));
        }
      }
    }
    return open.orElseGet(Prohibition.Kept::new);
  }

  /** What passes here and does not pass in the network of the other check, which supposes the same new pods. */
  Prohibition.Result checkSince(Prohibition prohibition, ProhibitionCheck before) throws QuestionException {
    Meant meant = meant(prohibition);
    EarlierFlows earlier = before.flows(prohibition);
    Optional<Prohibition.Result> open = Optional.empty();
    for (Candidate from : meant.sources()) {
      for (Candidate destination : meant.destinations()) {
        for (Way way : ways(from, destination, prohibition.traffic(), meant.exempt())) {
          Prohibition.Result result = judge(way, added(way, destination, earlier), from, destination);
          if (result instanceof Prohibition.Broken) {
            return result;
          }
          open = open.or(() -> undecided(result));
        }
      }
    }
    return open.orElseGet(Prohibition.Kept::new);
  }

  private Proof added(Way way, Candidate destination, EarlierFlows earlier) {
    Proof all = prover.delivers(network, way.flow());
    if (all instanceof Proof.None) {
      return all;
    }
    Proof more = prover.delivers(network, without(way, destination, earlier, Optional.empty()));
    if (!(more instanceof Proof.Depends depends)) {
      return more;
    }
    // where some value of an open assumption kept the packet away before, and none does now, it passes newly
    Proof certain = prover.delivers(network,
        without(way, destination, earlier, Optional.of(depends.with().valuation())));
    return certain instanceof Proof.Found ? certain : more;
  }

  private Flow without(Way way, Candidate destination, EarlierFlows earlier, Optional<Valuation> valuation) {
    Flow flow = way.flow();
    PacketExpr known = earlier.delivered(network, flow, destination.endpoint().id(), port(flow.path()), valuation);
    return new Flow(flow.source(), flow.destination(), flow.loopback(), flow.request(),
        PacketExpr.and(flow.guard(), PacketExpr.not(known)), flow.path());
  }

  /** All flows that are prohibited here. */
  private EarlierFlows flows(Prohibition prohibition) throws QuestionException {
    Meant meant = meant(prohibition);
    EarlierFlows flows = new EarlierFlows(network);
    for (Candidate from : meant.sources()) {
      for (Candidate destination : meant.destinations()) {
        for (Way way : ways(from, destination, prohibition.traffic(), meant.exempt())) {
          flows.add(way.flow(), destination.endpoint().id(), port(way.flow().path()));
        }
      }
    }
    return flows;
  }

  private Meant meant(Prohibition prohibition) throws QuestionException {
    Optional<Prohibition.Result> missing = Optional.empty();
    List<Candidate> destinations = new ArrayList<>();
    EndpointRef target = EndpointRef.parse(prohibition.to());
    switch (resolver.resolve(target, Side.DESTINATION)) {
      case EndpointResolver.Missing nothing -> missing = Optional.of(open(nothing, target));
      case EndpointResolver.Found found -> destinations.addAll(found.candidates());
    }
    List<Candidate> sources = new ArrayList<>();
    for (String from : prohibition.from()) {
      EndpointRef ref = EndpointRef.parse(from);
      switch (resolver.resolve(ref, Side.SOURCE)) {
        case EndpointResolver.Missing nothing -> missing = missing.or(() -> Optional.of(open(nothing, ref)));
        case EndpointResolver.Found found -> sources.addAll(found.candidates());
      }
    }
    if (prohibition.from().isEmpty()) {
      sources.addAll(everyone());
    }
    List<Exempt> exempt = new ArrayList<>();
    for (Prohibition.Exemption exemption : prohibition.exemptions()) {
      exempt.add(new Exempt(ends(exemption.from(), Side.SOURCE), exemption.to().isEmpty()
          ? Optional.empty()
          : Optional.of(ends(exemption.to(), Side.DESTINATION)), exemption.traffic()));
    }
    return new Meant(sources, destinations, exempt, missing);
  }

  private static Optional<Prohibition.Result> undecided(Prohibition.Result result) {
    return Optional.of(result).filter(each -> each instanceof Prohibition.Open);
  }

  /** A prohibition about something that is not there says more about its spelling than about the network. */
  private Prohibition.Result open(EndpointResolver.Missing missing, EndpointRef ref) {
    return new Prohibition.Open(missing.reason()
        + doubts.about(ref).map(doubt -> "; perhaps " + doubt.statement()).orElse(""));
  }

  /** Everything that can open connections. */
  private List<Candidate> everyone() {
    return network.endpoints()
        .stream()
        .filter(endpoint -> endpoint.role() != Role.VIRTUAL)
        .filter(endpoint -> endpoint.role() != Role.IMPLIED || !endpoint.namespace().isEmpty())
        .map(endpoint -> new Candidate(endpoint, PacketExpr.TRUE, endpoint.id()))
        .toList();
  }

  /** The endpoints that a spelling covers, new pods included where it covers any in their namespace. */
  private Map<Integer, PacketExpr> ends(String text, Side side) throws QuestionException {
    Map<Integer, PacketExpr> ends = new HashMap<>();
    EndpointRef ref = EndpointRef.parse(text);
    if (resolver.resolve(ref, side) instanceof EndpointResolver.Found found) {
      found.candidates()
          .forEach(candidate -> ends.merge(candidate.endpoint().index(), candidate.guard(), PacketExpr::or));
    }
    for (Endpoint endpoint : network.endpoints()) {
      if (endpoint.role() == Role.FUTURE) {
        if (ref instanceof EndpointRef.Namespace all && all.namespace().equals(endpoint.namespace())) {
          ends.put(endpoint.index(), PacketExpr.TRUE);
        } else if (ref instanceof EndpointRef.Selected some && some.namespace().equals(endpoint.namespace())) {
          ends.put(endpoint.index(), PacketExpr.and(some.selector().stream().map(term -> term.on(side)).toList()));
        }
      }
    }
    return ends;
  }

  private List<Way> ways(Candidate from, Candidate to, Question traffic, List<Exempt> exempt) {
    List<Way> ways = new ArrayList<>();
    Endpoint source = from.endpoint();
    Endpoint destination = to.endpoint();
    boolean same = source.index() == destination.index();
    if (source.role() == Role.OUTSIDE && destination.role() == Role.OUTSIDE) {
      return ways;
    }
    boolean itself = same && !source.replicated() && source.role() != Role.FUTURE;
    if (destination.role() != Role.VIRTUAL && !itself) {
      PacketExpr guard = PacketExpr.and(traffic.guard(), from.guard(), to.guard(),
          PacketExpr.not(exempted(source, destination, OptionalInt.empty(), true, exempt)));
      ways.add(new Way(new Flow(source.index(), destination.index(), false, guard, network.direct()), true));
    }
    for (RouteEnds.Leading leading : itself ? List.<RouteEnds.Leading>of() : routeEnds().of(destination)) {
      int entry = leading.route().entry();
      Path path = leading.alternative().path();
      OptionalInt port = port(path);
      boolean named = entry == destination.index();
      Optional<PacketExpr> meant = named ? Optional.of(traffic.guard()) : arriving(traffic, port);
      meant.ifPresent(arrives -> {
        PacketExpr end = named ? to.guard() : PacketExpr.TRUE;
        PacketExpr guard = PacketExpr.and(arrives, from.guard(), end,
            PacketExpr.not(exempted(source, destination, named ? OptionalInt.empty() : port, named, exempt)));
        Path wide = widened(path);
        ways.add(new Way(new Flow(source.index(), entry, false, guard, wide), wide.equals(path)));
      });
    }
    if (destination.role() != Role.VIRTUAL && !itself) {
      ways.addAll(toSomebody(from, destination, traffic, exempt));
    }
    ways.removeIf(way -> way.flow().guard().equals(PacketExpr.FALSE));
    return ways;
  }

  /**
   * The ways by which Services of the destination's namespace that the server refuses may lead to it: to nobody that the
   * input names, so none of them is exact. Of the ports nothing is known (K8S/S-02, S-03).
   */
  private List<Way> toSomebody(Candidate from, Endpoint destination, Question traffic, List<Exempt> exempt) {
    List<Way> ways = new ArrayList<>();
    List<Exempt> allPorts = exempt.stream().filter(each -> each.traffic().port().isEmpty()).toList();
    PacketExpr guard = PacketExpr.and(onAnyPort(traffic), from.guard(),
        PacketExpr.not(exempted(from.endpoint(), destination, OptionalInt.empty(), false, allPorts)));
    for (RouteEnds.Leading leading : routeEnds().toSomebody(destination.namespace())) {
      ways.add(new Way(new Flow(from.endpoint().index(), leading.route().entry(), false, guard,
          widened(leading.alternative().path())), false));
    }
    return ways;
  }

  /** Made when it is first needed: most questions are no prohibitions. */
  private RouteEnds routeEnds() {
    RouteEnds ends = routeEnds;
    if (ends == null) {
      ends = new RouteEnds(network);
      routeEnds = ends;
    }
    return ends;
  }

  /** The packets between two endpoints that some exemption covers. */
  private static PacketExpr exempted(Endpoint source, Endpoint destination, OptionalInt port, boolean direct,
      List<Exempt> exempt) {
    List<PacketExpr> covered = new ArrayList<>();
    for (Exempt each : exempt) {
      PacketExpr from = each.from().getOrDefault(source.index(), PacketExpr.FALSE);
      PacketExpr to = each.to()
          .map(ends -> ends.getOrDefault(destination.index(), PacketExpr.FALSE))
          .orElse(PacketExpr.TRUE);
      // where something forwards, the address of the destination is not that of the packet as it is sent
      PacketExpr there = direct || to.equals(PacketExpr.TRUE) ? to : PacketExpr.FALSE;
      PacketExpr traffic = direct ? each.traffic().guard() : arriving(each.traffic(), port).orElse(PacketExpr.FALSE);
      covered.add(PacketExpr.and(from, there, traffic));
    }
    return PacketExpr.or(covered);
  }

  /** Packets as they are sent that arrive as the traffic that is meant; empty when none do. */
  private static Optional<PacketExpr> arriving(Question traffic, OptionalInt port) {
    if (port.isEmpty() || traffic.port().isEmpty()) {
      return Optional.of(traffic.guard());
    }
    if (traffic.port().getAsInt() != port.getAsInt()) {
      return Optional.empty();
    }
    return Optional.of(onAnyPort(traffic));
  }

  /** Packets that are meant but for the port that they are sent to. */
  private static PacketExpr onAnyPort(Question traffic) {
    return new Question(traffic.json(), traffic.from(), traffic.target(), traffic.protocol(), OptionalInt.empty(),
        traffic.sourcePort(), traffic.icmpType(), traffic.icmpCode(), traffic.family(), traffic.network(),
        Request.NONE).guard();
  }

  /** The destination port that the last hop gives packets; empty when none changes it. */
  private static OptionalInt port(Path path) {
    OptionalInt port = OptionalInt.empty();
    for (Step step : path.steps()) {
      if (step instanceof Step.Hop hop) {
        for (Assignment assignment : hop.assignments()) {
          if (assignment instanceof Assignment.ToPort to) {
            port = OptionalInt.of(to.port());
          }
        }
      }
    }
    return port;
  }

  /** The path on which hops take whatever request some client could send. */
  private static Path widened(Path path) {
    return new Path(path.steps().stream().map(step -> switch (step) {
      case Step.Stage stage -> step;
      case Step.Hop hop -> new Step.Hop(hop.name(), widened(hop.guard(), true), hop.assignments(), hop.origin());
    }).toList());
  }

  private static PacketExpr widened(PacketExpr expr, boolean wider) {
    return switch (expr) {
      case PacketExpr.And and -> PacketExpr.and(and.operands().stream().map(each -> widened(each, wider)).toList());
      case PacketExpr.Or or -> PacketExpr.or(or.operands().stream().map(each -> widened(each, wider)).toList());
      case PacketExpr.Not not -> PacketExpr.not(widened(not.operand(), !wider));
      case PacketExpr.Matches matches -> PacketExpr.constant(wider);
      case PacketExpr.Const same -> same;
      case PacketExpr.InRange same -> same;
      case PacketExpr.InPrefix same -> same;
      case PacketExpr.IsEndpoint same -> same;
      case PacketExpr.HasLabel same -> same;
      case PacketExpr.Loopback same -> same;
      case PacketExpr.Holds same -> same;
    };
  }

  private Prohibition.Result judge(Way way, Proof proof, Candidate from, Candidate to) {
    String pair = from.shown() + " to " + to.shown();
    return switch (proof) {
      case Proof.None none -> new Prohibition.Kept();
      case Proof.Found found -> way.exact()
          ? new Prohibition.Broken(witness(way, found))
          : new Prohibition.Open("some requests may be forwarded from " + pair
              + ", and it depends on what they say");
      case Proof.Depends depends -> new Prohibition.Open("from " + pair + " it depends on whether "
          + depends.assumptions().stream().map(Assumption::statement).collect(Collectors.joining(", and whether ")));
      case Proof.GaveUp gaveUp -> new Prohibition.Open("from " + pair + ": " + gaveUp.reason());
    };
  }

  private Answer.Witness witness(Way way, Proof.Found found) {
    var decision = new Evaluator(network, found.valuation()).decide(way.flow().path(), found.witness());
    return new Answer.Witness(found.witness(), network.endpoint(way.flow().source()).id(),
        network.endpoint(decision.last().destination().endpoint()).id(), decision.last());
  }
}
