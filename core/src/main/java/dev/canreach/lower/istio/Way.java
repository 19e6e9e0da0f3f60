package dev.canreach.lower.istio;

import dev.canreach.lower.Planes;
import dev.canreach.model.Assignment;
import dev.canreach.model.Backend;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Response;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a proxy does with a call.
 *
 * @param guard the calls that it does it with
 * @param changes what becomes of the request
 * @param outcome where they go
 * @param backend what the rule names as the target, where there is a rule
 * @param weight its share
 * @param origin the object that says so
 */
record Way(PacketExpr guard, List<Assignment> changes, Outcome outcome, Optional<Backend> backend, int weight,
    Origin origin) {

  /** Where calls go. */
  sealed interface Outcome {

    /**
     * To an endpoint.
     *
     * @param target the endpoint
     * @param calls the calls that its host gets, of which this endpoint takes a share
     */
    record To(Target target, PacketExpr calls) implements Outcome {}

    /** To the address that was called. */
    record Stay() implements Outcome {}

    /**
     * To whatever stands behind the address that was called.
     *
     * @param service the host that the rules name
     * @param own the ways where the address is one of this host
     */
    record Original(MeshService service, List<Way> own) implements Outcome {

      /** Copies the list. */
      public Original {
        own = List.copyOf(own);
      }
    }

    /** Nowhere: the proxy answers by itself. */
    record Answer(Response response) implements Outcome {}

    /** Nobody knows. */
    record Open(Assumption assumption) implements Outcome {}
  }

  Way {
    changes = List.copyOf(changes);
  }

  /** This way with another outcome. */
  Way to(Outcome other) {
    return new Way(guard, changes, other, backend, weight, origin);
  }

  /** This way with the same guard, which may be another object. */
  Way guardedBy(PacketExpr same) {
    return new Way(same, changes, outcome, backend, weight, origin);
  }

  /** This way for fewer calls. */
  Way limited(PacketExpr condition) {
    Outcome same = outcome instanceof Outcome.Original original
        ? new Outcome.Original(original.service(), original.own().stream().map(way -> way.limited(condition)).toList())
        : outcome;
    return new Way(PacketExpr.and(guard, condition), changes, same, backend, weight, origin);
  }

  /**
   * The alternative of a route, with the policies of the kernel on it.
   *
   * @param entry the endpoint that was called
   * @param proxy the endpoint whose proxy this is
   */
  Route.Alternative alternative(String name, int entry, int proxy, Planes planes) {
    return switch (outcome) {
      case Outcome.To to -> {
        List<Assignment> all = new ArrayList<>(changes);
        all.add(new Assignment.ToEnd(Side.DESTINATION, to.target().endpoint(), to.target().address()));
        to.target().port().ifPresent(port -> all.add(new Assignment.ToPort(port)));
        yield new Route.Alternative(to.target().endpoint(), weight, path(name, all, planes), backend, Optional.empty());
      }
      case Outcome.Original original -> throw new IllegalStateException("the address that was called decides first");
      case Outcome.Stay stay ->
          new Route.Alternative(entry, weight, path(name, changes, planes), backend, Optional.empty());
      case Outcome.Answer answer -> new Route.Alternative(proxy, weight,
          new Path(List.of(new Step.Hop(name, guard, changes, origin))), backend, Optional.of(answer.response()));
      case Outcome.Open open -> new Route.Alternative(proxy, weight,
          new Path(List.of(new Step.Hop(name, guard, List.of(), origin),
              new Step.Hop(name, PacketExpr.holds(open.assumption()), List.of(), origin))),
          backend, Optional.empty());
    };
  }

  /** The proxy of the client calls the endpoint itself. */
  private Path path(String name, List<Assignment> all, Planes planes) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop(name, guard, all, origin));
    steps.addAll(planes.straight());
    steps.add(new Step.Stage(planes.ingress()));
    return new Path(steps);
  }
}
