package dev.canreach.resource.linkerd;

import dev.canreach.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind that is read.
 *
 * @param kind its name
 * @param group its API group
 * @param versions the versions that serve it, the newest first
 * @param reader reads an object, valid or not
 * @param rules checks what the server checks beyond types and metadata
 */
record LinkerdKind(String kind, String group, List<String> versions, Function<Subject, Resource> reader,
    Consumer<Subject> rules) {

  static final String POLICY = TargetRef.POLICY;
  static final String PROFILES = "linkerd.io";

  private static final List<String> ALPHA = List.of("v1alpha1");

  private static final List<LinkerdKind> ALL = List.of(
      new LinkerdKind("Server", POLICY, List.of("v1beta3", "v1beta2", "v1beta1", "v1alpha1"), PolicyReader::server,
          PolicyRules::server),
      new LinkerdKind("ServerAuthorization", POLICY, List.of("v1beta1", "v1alpha1"),
          PolicyReader::serverAuthorization, PolicyRules::serverAuthorization),
      new LinkerdKind("AuthorizationPolicy", POLICY, ALPHA, PolicyReader::authorizationPolicy,
          PolicyRules::authorizationPolicy),
      new LinkerdKind("MeshTLSAuthentication", POLICY, ALPHA, PolicyReader::meshTls, PolicyRules::meshTls),
      new LinkerdKind("NetworkAuthentication", POLICY, ALPHA, PolicyReader::networks, PolicyRules::networks),
      new LinkerdKind("HTTPRoute", POLICY, List.of("v1beta3", "v1beta2", "v1beta1", "v1alpha1"), TrafficReader::route,
          TrafficRules::route),
      new LinkerdKind("HTTPLocalRateLimitPolicy", POLICY, ALPHA, TrafficReader::rateLimit, TrafficRules::rateLimit),
      new LinkerdKind("EgressNetwork", POLICY, ALPHA, TrafficReader::egressNetwork, TrafficRules::egressNetwork),
      new LinkerdKind("ServiceProfile", PROFILES, List.of("v1alpha2", "v1alpha1"), TrafficReader::serviceProfile,
          TrafficRules::serviceProfile));

  /** The kind of this name in this group. */
  static Optional<LinkerdKind> find(String group, String kind) {
    return ALL.stream().filter(each -> each.kind.equals(kind) && each.group.equals(group)).findFirst();
  }
}
