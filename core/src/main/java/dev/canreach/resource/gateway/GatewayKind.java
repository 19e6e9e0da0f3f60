package dev.canreach.resource.gateway;

import dev.canreach.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of the Gateway API that is read (K8S/G-01).
 *
 * @param kind its name
 * @param versions the versions that serve it or have served it, the newest first
 * @param namespaced whether its objects have a namespace
 * @param reader reads an object, valid or not
 * @param rules checks what the server checks beyond types and metadata
 */
record GatewayKind(String kind, List<String> versions, boolean namespaced, Function<Subject, Resource> reader,
    Consumer<Subject> rules) {

  /** The API group. */
  static final String GROUP = "gateway.networking.k8s.io";

  private static final String V1 = "v1";
  private static final String V1BETA1 = "v1beta1";
  private static final String V1ALPHA2 = "v1alpha2";
  private static final String V1ALPHA3 = "v1alpha3";

  private static final List<GatewayKind> ALL = List.of(
      new GatewayKind("GatewayClass", List.of(V1, V1BETA1, V1ALPHA2), false, ObjectReader::readClass,
          ObjectRules::checkClass),
      new GatewayKind("Gateway", List.of(V1, V1BETA1, V1ALPHA2), true, GatewaysReader::readGateway,
          GatewayRules::checkGateway),
      new GatewayKind("ListenerSet", List.of(V1), true, GatewaysReader::readListenerSet,
          GatewayRules::checkListenerSet),
      new GatewayKind("ReferenceGrant", List.of(V1, V1BETA1, V1ALPHA2), true, ObjectReader::readGrant,
          ObjectRules::checkGrant),
      new GatewayKind("BackendTLSPolicy", List.of(V1, V1ALPHA3, V1ALPHA2), true, ObjectReader::readBackendTls,
          ObjectRules::checkBackendTls),
      route(RouteKind.HTTP, List.of(V1, V1BETA1, V1ALPHA2), RouteRules::checkHttp),
      route(RouteKind.GRPC, List.of(V1, V1ALPHA2), RouteRules::checkGrpc),
      route(RouteKind.TLS, List.of(V1, V1ALPHA3, V1ALPHA2), RouteRules::checkTls),
      route(RouteKind.TCP, List.of(V1, V1ALPHA2), RouteRules::checkPlain),
      route(RouteKind.UDP, List.of(V1, V1ALPHA2), RouteRules::checkPlain));

  private static GatewayKind route(RouteKind kind, List<String> versions, Consumer<Subject> rules) {
    return new GatewayKind(kind.kind(), versions, true, subject -> RouteReader.read(subject, kind), rules);
  }

  /** The kind of this name. */
  static Optional<GatewayKind> find(String kind) {
    return ALL.stream().filter(each -> each.kind.equals(kind)).findFirst();
  }
}
