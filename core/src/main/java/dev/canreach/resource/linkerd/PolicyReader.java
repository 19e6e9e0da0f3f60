package dev.canreach.resource.linkerd;

import dev.canreach.packet.Field;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.linkerd.ServerAuthorization.Client;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.source.Scalar;
import java.util.List;
import java.util.Optional;

/** Reads the kinds that decide who may call (LINKERD/L-4, L-5). */
final class PolicyReader {
  private PolicyReader() {}

  static Resource server(Subject subject) {
    Fields spec = subject.spec();
    AccessPolicy access = AccessPolicy.of(spec.textOrEmpty("accessPolicy")).orElse(AccessPolicy.DENY);
    ProxyProtocol protocol = ProxyProtocol.of(spec.textOrEmpty("proxyProtocol")).orElse(ProxyProtocol.UNKNOWN);
    return new Server(subject.object(), selector(spec, "podSelector"), port(spec), protocol, access);
  }

  private static Optional<LabelSelector> selector(Fields owner, String name) {
    Fields selector = owner.object(name);
    return selector.present() ? Optional.of(Labels.readSelector(selector)) : Optional.empty();
  }

  private static Optional<PortRef> port(Fields spec) {
    Optional<Scalar> port = spec.scalar("port");
    if (port.isPresent() && port.get() instanceof Scalar.Text(String name)) {
      return Optional.of(new PortRef.ByName(name));
    }
    return spec.number("port")
        .filter(number -> number >= 1 && number <= Field.DESTINATION_PORT.max())
        .map(number -> new PortRef.ByNumber(number.intValue()));
  }

  static Resource serverAuthorization(Subject subject) {
    Fields server = subject.spec().object("server");
    Fields client = subject.spec().object("client");
    Fields tls = client.object("meshTLS");
    List<String> identities = Parts.texts(tls, "identities");
    List<TargetRef> accounts = Parts.references(tls, "serviceAccounts", subject.namespace());
    Client proof;
    if (client.flag("unauthenticated").orElse(false)) {
      proof = Client.UNAUTHENTICATED;
    } else if (tls.flag("unauthenticatedTLS").orElse(false)) {
      proof = Client.ANY_TLS;
    } else {
      proof = identities.isEmpty() && accounts.isEmpty() ? Client.NOBODY : Client.IDENTITIES;
    }
    return new ServerAuthorization(subject.object(), server.text("name"), selector(server, "selector"), proof,
        identities, accounts, Parts.networks(client, "networks"));
  }

  static Resource authorizationPolicy(Subject subject) {
    Fields spec = subject.spec();
    return new AuthorizationPolicy(subject.object(), Parts.reference(spec.object("targetRef"), subject.namespace()),
        Parts.references(spec, "requiredAuthenticationRefs", subject.namespace()));
  }

  static Resource meshTls(Subject subject) {
    Fields spec = subject.spec();
    return new MeshTlsAuthentication(subject.object(), Parts.texts(spec, "identities"),
        Parts.references(spec, "identityRefs", subject.namespace()));
  }

  static Resource networks(Subject subject) {
    return new NetworkAuthentication(subject.object(), Parts.networks(subject.spec(), "networks"));
  }
}
