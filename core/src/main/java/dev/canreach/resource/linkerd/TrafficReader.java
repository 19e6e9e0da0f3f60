package dev.canreach.resource.linkerd;

import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.RouteKind;
import dev.canreach.resource.gateway.RouteReader;
import dev.canreach.resource.manifest.Fields;
import java.util.Optional;

/** Reads the kinds that say what happens to calls. */
final class TrafficReader {
  private TrafficReader() {}

  static Resource route(Subject subject) {
    LinkerdObject object = subject.object();
    return new PolicyRoute(object, RouteReader.read(object.apiVersion(), RouteKind.HTTP, object.meta(),
        object.created(), subject.spec(), object.span()));
  }

  static Resource rateLimit(Subject subject) {
    return new RateLimit(subject.object(), Parts.reference(subject.spec().object("targetRef"), subject.namespace()));
  }

  static Resource egressNetwork(Subject subject) {
    Fields spec = subject.spec();
    return new EgressNetwork(subject.object(), !spec.textOrEmpty("trafficPolicy").equals("Deny"),
        spec.has("networks") ? Optional.of(Parts.networks(spec, "networks")) : Optional.empty());
  }

  static Resource serviceProfile(Subject subject) {
    return new ServiceProfile(subject.object(),
        subject.spec().objects("dstOverrides").stream().map(each -> each.textOrEmpty("authority")).toList());
  }
}
