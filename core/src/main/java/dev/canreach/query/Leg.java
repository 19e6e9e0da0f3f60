package dev.canreach.query;

import dev.canreach.model.Backend;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Response;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way from one endpoint to another.
 *
 * @param from the end that sends
 * @param to the end that the packets name
 * @param flow the packets and what they meet
 * @param route what forwards them; empty on the direct way
 * @param alternative which way of the route
 */
record Leg(Candidate from, Candidate to, Flow flow, Optional<Route> route, Optional<Route.Alternative> alternative) {

  /** The index of the endpoint that receives the packets. */
  int receiver() {
    return alternative.map(Route.Alternative::destination).orElse(flow.destination());
  }

  /** What a proxy answers at the end of this way, instead of forwarding further. */
  Optional<Response> response() {
    return alternative.flatMap(Route.Alternative::response);
  }

  /** What the route calls the target of this way. */
  Optional<Backend> backend() {
    return alternative.flatMap(Route.Alternative::backend);
  }

  /** The flow with only the hops of its path: it delivers what the routing takes, whatever policies say. */
  Flow routing() {
    return with(flow.path().steps().stream().filter(Step.Hop.class::isInstance).toList());
  }

  /** The stages on the way, in order. A plane may be met twice: before a proxy and after it. */
  List<Stop> stops() {
    List<Stop> stops = new ArrayList<>();
    List<Step> steps = flow.path().steps();
    for (int position = 0; position < steps.size(); position++) {
      if (steps.get(position) instanceof Step.Stage stage) {
        stops.add(new Stop(position, stage.plane()));
      }
    }
    return stops;
  }

  /**
   * A stage on the way.
   *
   * @param position where it stands among the steps of the path
   * @param plane the policies
   */
  record Stop(int position, Plane plane) {}

  /** The flow with the hops before a stage and that stage alone, so that no other one has a say. */
  Flow only(Stop stop) {
    List<Step> steps = hopsBefore(stop);
    steps.add(new Step.Stage(stop.plane()));
    return with(steps);
  }

  /** The flow with the hops before a stage and then a check, so that it delivers the packets that satisfy it there. */
  Flow check(Stop stop, Step.Hop check) {
    List<Step> steps = hopsBefore(stop);
    steps.add(check);
    return with(steps);
  }

  private List<Step> hopsBefore(Stop stop) {
    return new ArrayList<>(flow.path()
        .steps()
        .subList(0, stop.position())
        .stream()
        .filter(Step.Hop.class::isInstance)
        .toList());
  }

  private Flow with(List<Step> steps) {
    return flow.on(new Path(steps));
  }
}
