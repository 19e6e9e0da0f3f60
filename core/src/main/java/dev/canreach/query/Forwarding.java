package dev.canreach.query;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.model.Backend;
import dev.canreach.model.Network;
import dev.canreach.model.Response;
import dev.canreach.model.Role;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Says where the ways of a question lead, and what becomes of its request on them (contract §3). */
final class Forwarding {
  private final Network network;
  private final LegProver proofs;

  Forwarding(Network network, LegProver proofs) {
    this.network = network;
    this.proofs = proofs;
  }

  /** The targets of routes that take the traffic, whether or not something stands behind them or lets it in. */
  List<Backend> backends(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.leg().backend().isPresent() && isTaken(outcome))
        .flatMap(outcome -> outcome.leg().backend().stream())
        .distinct()
        .toList();
  }

  /** The receivers that routes forward the traffic to, and which of them get it. */
  List<Answer.Destination> destinations(List<Outcome> outcomes) {
    List<Answer.Destination> destinations = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Leg leg = outcome.leg();
      if (outcome.isForward() && leg.alternative().isPresent() && isTaken(outcome)) {
        Proof routed = outcome.delivers() ? outcome.proof() : proofs.routed(leg);
        Flow flow = outcome.delivers() ? leg.flow() : leg.routing();
        int port = routed instanceof Proof.Found found ? port(flow, found) : 0;
        Answer.Destination destination = new Answer.Destination(network.endpoint(leg.receiver()).id(), port,
            leg.alternative().get().weight(), outcome.delivers());
        if (!destinations.contains(destination)) {
          destinations.add(destination);
        }
      }
    }
    return destinations;
  }

  private boolean isTaken(Outcome outcome) {
    return outcome.proof() instanceof Proof.Found || proofs.isRouted(outcome.leg());
  }

  private int port(Flow flow, Proof.Found found) {
    Packet last = new Evaluator(network, found.valuation()).decide(flow.path(), found.witness()).last();
    return last.protocol().hasPorts() ? last.destinationPort() : 0;
  }

  /** What became of a request that was served. */
  Answer.Handling served(Answer.Witness witness, List<Backend> backends) {
    boolean outside = network.endpoint(witness.arrives().destination().endpoint()).role() == Role.OUTSIDE;
    return new Answer.Handling(backends, outside ? "" : witness.to(), OptionalInt.empty(), Optional.empty(),
        changed(witness.packet().request(), witness.arrives().request()));
  }

  /** What a backend sees, where that is not what the client said. */
  private static Optional<Answer.Sent> changed(Request said, Request seen) {
    return Optional.of(new Answer.Sent(text(seen, TextField.AUTHORITY), target(seen)))
        .filter(sent -> !sent.equals(new Answer.Sent(text(said, TextField.AUTHORITY), target(said))))
        .filter(sent -> !sent.equals(new Answer.Sent("", "")));
  }

  /** What became of a request that a proxy answered, after it had rewritten it for a backend that it cannot reach. */
  Answer.Handling answered(Leg leg, Decision decision, List<Backend> backends) {
    Response response = leg.response().orElseThrow();
    Request request = decision.last().request();
    Optional<Answer.Location> location = response.redirects()
        ? Optional.of(new Answer.Location(text(request, TextField.SCHEME), text(request, TextField.HOST),
            response.port(), target(request)))
        : Optional.empty();
    OptionalInt status = response.status() > 0 ? OptionalInt.of(response.status()) : OptionalInt.empty();
    return new Answer.Handling(backends, network.endpoint(leg.receiver()).id(), status, location,
        response.redirects() ? Optional.empty() : changed(leg.flow().request(), request));
  }

  private static String text(Request request, TextField field) {
    return request.text(field).orElse("");
  }

  private static String target(Request request) {
    return request.target().orElse("");
  }
}
