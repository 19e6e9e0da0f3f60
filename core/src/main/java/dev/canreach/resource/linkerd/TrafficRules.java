package dev.canreach.resource.linkerd;

import dev.canreach.resource.gateway.RouteRules;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import java.util.List;
import java.util.OptionalLong;

/** Checks the kinds that say what happens to calls. */
final class TrafficRules {
  private static final String RATE = "requestsPerSecond";

  private TrafficRules() {}

  static void route(Subject subject) {
    RouteRules.checkRequests(subject.spec(), subject.problems());
    for (Fields parent : subject.spec().objects("parentRefs")) {
      if (parent.textOrEmpty("kind").equals("EgressNetwork") && !parent.has("port")) {
        subject.problems().required(parent.at("port"), "a route of an EgressNetwork needs the `port` that it is about");
      }
    }
  }

  static void rateLimit(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    Fields target = spec.object("targetRef");
    if (!target.present()) {
      problems.required(spec.at("targetRef"), "`targetRef` is missing: write the Server");
    } else if (!Parts.reference(target, "").isPolicy("Server")) {
      problems.oneOf(target.at("kind"), target.textOrEmpty("kind"), TargetRef.POLICY + "/Server");
    }
    OptionalLong total = rate(spec, "total", OptionalLong.empty(), problems);
    rate(spec, "identity", total, problems);
    for (Fields override : spec.objects("overrides")) {
      rate(override, total, problems);
      for (Fields client : override.objects("clientRefs")) {
        if (!Parts.reference(client, "").isCore("ServiceAccount")) {
          problems.oneOf(client.at("kind"), client.textOrEmpty("kind"), "ServiceAccount");
        }
      }
    }
  }

  private static OptionalLong rate(Fields spec, String name, OptionalLong most, Problems problems) {
    return spec.has(name) ? rate(spec.object(name), most, problems) : OptionalLong.empty();
  }

  private static OptionalLong rate(Fields owner, OptionalLong most, Problems problems) {
    if (owner.number(RATE).isEmpty()) {
      problems.required(owner.at(RATE), "`" + RATE + "` is missing: write a number");
      return OptionalLong.empty();
    }
    long rate = owner.number(RATE).get();
    if (rate < 1) {
      problems.invalid(owner.at(RATE), Long.toString(rate), "is too low: use 1 or more");
    } else if (most.isPresent() && rate > most.getAsLong()) {
      problems.invalid(owner.at(RATE), Long.toString(rate), "is more than the `total`: use less");
    }
    return OptionalLong.of(rate);
  }

  static void egressNetwork(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    if (PolicyRules.required(spec, "trafficPolicy", problems)) {
      PolicyRules.word(spec, "trafficPolicy", List.of("Allow", "Deny"), problems);
    }
    if (spec.has("networks") && spec.size("networks") == 0) {
      problems.required(spec.at("networks"), "`networks` needs at least one network");
    }
    PolicyRules.networks(spec, problems);
  }

  static void serviceProfile(Subject subject) {
    for (Fields override : subject.spec().objects("dstOverrides")) {
      PolicyRules.required(override, "authority", subject.problems());
    }
  }
}
