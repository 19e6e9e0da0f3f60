package dev.canreach.resource.istio;

import dev.canreach.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind that is read.
 *
 * @param kind its name
 * @param group its API group
 * @param reader makes the object
 * @param rules checks it
 */
record IstioKind(String kind, String group, Function<Subject, Resource> reader, Consumer<Subject> rules) {

  static final String SECURITY = "security.istio.io";
  static final String NETWORKING = "networking.istio.io";

  private static final Set<String> VERSIONS = Set.of("v1", "v1beta1", "v1alpha3");

  private static final List<IstioKind> ALL = List.of(
      new IstioKind("PeerAuthentication", SECURITY, SecurityReader::peerAuthentication,
          SecurityRules::peerAuthentication),
      new IstioKind("RequestAuthentication", SECURITY, SecurityReader::requestAuthentication,
          SecurityRules::requestAuthentication),
      new IstioKind("AuthorizationPolicy", SECURITY, SecurityReader::authorizationPolicy, AuthorizationRules::check),
      new IstioKind("VirtualService", NETWORKING, RoutingReader::virtualService, RoutingRules::check),
      new IstioKind("DestinationRule", NETWORKING, TrafficReader::destinationRule, TrafficRules::check),
      new IstioKind("Gateway", NETWORKING, EntryReader::gateway, GatewayRules::check),
      new IstioKind("ServiceEntry", NETWORKING, EntryReader::serviceEntry, EntryRules::serviceEntry),
      new IstioKind("WorkloadEntry", NETWORKING, EntryReader::workloadEntry, EntryRules::workloadEntry),
      new IstioKind("Sidecar", NETWORKING, EntryReader::sidecar, SidecarRules::check));

  /** The kind of this name in this group. */
  static Optional<IstioKind> find(String group, String kind) {
    return ALL.stream().filter(each -> each.kind.equals(kind) && each.group.equals(group)).findFirst();
  }

  /** Whether the server serves the kind in this version. */
  boolean isServed(String version) {
    return VERSIONS.contains(version) && (group.equals(NETWORKING) || !version.equals("v1alpha3"));
  }
}
