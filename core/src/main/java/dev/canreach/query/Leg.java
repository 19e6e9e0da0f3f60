package dev.canreach.query;

import dev.canreach.model.Path;
import dev.canreach.model.Plane;
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
 * @param backend the alternative of the route
 */
record Leg(Candidate from, Candidate to, Flow flow, Optional<Route> route, Optional<Route.Alternative> backend) {

  /** The index of the endpoint that receives the packets. */
  int receiver() {
    return backend.map(Route.Alternative::destination).orElse(flow.destination());
  }

  /** The flow with only the hops of its path: it delivers what the routing takes, whatever policies say. */
  Flow routing() {
    return with(flow.path().steps().stream().filter(Step.Hop.class::isInstance).toList());
  }

  /** The planes on the way, in order. */
  List<Plane> planes() {
    List<Plane> planes = new ArrayList<>();
    for (Step step : flow.path().steps()) {
      if (step instanceof Step.Stage stage) {
        planes.add(stage.plane());
      }
    }
    return planes;
  }

  /** The flow with the hops before a plane and that plane alone, so that no other plane has a say. */
  Flow only(Plane plane) {
    List<Step> steps = hopsBefore(plane);
    steps.add(new Step.Stage(plane));
    return with(steps);
  }

  /** The flow with the hops before a plane and then a check, so that it delivers the packets that satisfy it there. */
  Flow check(Plane plane, Step.Hop check) {
    List<Step> steps = hopsBefore(plane);
    steps.add(check);
    return with(steps);
  }

  private List<Step> hopsBefore(Plane plane) {
    List<Step> steps = new ArrayList<>();
    for (Step step : flow.path().steps()) {
      if (step instanceof Step.Stage stage && stage.plane().equals(plane)) {
        return steps;
      }
      if (step instanceof Step.Hop) {
        steps.add(step);
      }
    }
    throw new IllegalArgumentException("no plane " + plane.name() + " on the way");
  }

  private Flow with(List<Step> steps) {
    return flow.on(new Path(steps));
  }
}
