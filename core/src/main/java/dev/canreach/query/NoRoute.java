package dev.canreach.query;

import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says why no packet of a question gets as far as a policy. */
final class NoRoute {
  private NoRoute() {}

  /** The reason in words, from the ways that were tried. */
  static String reason(Network network, List<Leg> legs, Question question) {
    if (legs.isEmpty()) {
      return "nothing there takes this traffic";
    }
    Leg leg = legs.get(0);
    Set<IpFamily> common = new TreeSet<>(leg.from().endpoint().families());
    common.retainAll(leg.to().endpoint().families());
    question.family().ifPresent(family -> common.retainAll(Set.of(family)));
    if (common.isEmpty()) {
      String family = question.family()
          .map(given -> "no IPv" + given.version() + " address")
          .orElse("no address family");
      return leg.from().shown() + " and " + leg.to().shown() + " have " + family + " in common";
    }
    Set<String> offers = new TreeSet<>();
    List<String> names = new ArrayList<>();
    for (Leg way : legs) {
      if (way.route().isPresent()) {
        Route route = way.route().get();
        names.add(route.name());
        route.alternatives()
            .forEach(alternative -> alternative.path()
                .steps()
                .stream()
                .filter(Step.Hop.class::isInstance)
                .map(Step.Hop.class::cast)
                .limit(1)
                .forEach(hop -> offers.add(PortText.describe(hop.guard()))));
      }
    }
    if (names.isEmpty()) {
      return "no such packet can go from " + leg.from().shown() + " to " + leg.to().shown();
    }
    if (offers.size() > 1) {
      offers.remove(PortText.ALL);
    }
    if (offers.contains(question.traffic()) || offers.contains(PortText.ALL)) {
      return names.get(0) + " takes " + question.traffic() + ", but none from " + leg.from().shown() + " gets past it";
    }
    return names.get(0) + " takes " + String.join(", ", offers) + ", not " + question.traffic() + " from "
        + leg.from().shown();
  }
}
