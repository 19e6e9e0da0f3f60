package dev.canreach.resource.gateway;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads Gateways, ListenerSets and their listeners (K8S/G-03, G-06, G-18, G-22). */
final class GatewaysReader {
  private GatewaysReader() {}

  static Gateway readGateway(Subject subject) {
    Fields spec = subject.spec();
    String namespace = subject.meta().namespace();
    Fields tls = spec.object("tls");
    Fields certificate = tls.object("backend").has("clientCertificateRef")
        ? tls.object("backend").object("clientCertificateRef")
        : spec.object("backendTLS").object("clientCertificateRef");
    return new Gateway(subject.apiVersion(), subject.meta(), spec.textOrEmpty("gatewayClassName"),
        listeners(spec, namespace),
        scope(spec.object("allowedListeners").object("namespaces"), NamespaceScope.From.NONE), addresses(subject),
        certificate.present() ? Optional.of(References.secret(certificate, namespace)) : Optional.empty(),
        frontend(tls.object("frontend"), namespace), subject.span());
  }

  static ListenerSet readListenerSet(Subject subject) {
    Fields spec = subject.spec();
    String namespace = subject.meta().namespace();
    return new ListenerSet(subject.apiVersion(), subject.meta(), subject.created(),
        References.gateway(spec.object("parentRef"), namespace), listeners(spec, namespace), subject.span());
  }

  private static List<Address> addresses(Subject subject) {
    List<Fields> written = new ArrayList<>(subject.spec().objects("addresses"));
    written.addAll(subject.fields().object("status").objects("addresses"));
    return written.stream()
        .flatMap(address -> Address.parse(address.textOrEmpty("value")).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<FrontendValidation> frontend(Fields frontend, String namespace) {
    List<FrontendValidation> validations = new ArrayList<>();
    for (Fields port : frontend.objects("perPort")) {
      validations.add(validation(port.object("tls"), References.port(port, "port"), namespace));
    }
    if (frontend.has("default")) {
      validations.add(validation(frontend.object("default"), OptionalInt.empty(), namespace));
    }
    return validations;
  }

  private static FrontendValidation validation(Fields tls, OptionalInt port, String namespace) {
    Fields validation = tls.object("validation");
    return new FrontendValidation(port, References.authorities(validation, "caCertificateRefs", namespace),
        validation.textOrEmpty("mode").equals("AllowInsecureFallback"));
  }

  private static List<Listener> listeners(Fields spec, String namespace) {
    List<Listener> listeners = new ArrayList<>();
    for (Fields listener : spec.objects("listeners")) {
      Fields routes = listener.object("allowedRoutes");
      listeners.add(new Listener(listener.textOrEmpty("name"), References.port(listener, "port").orElse(0),
          listener.textOrEmpty("protocol"), listener.textOrEmpty("hostname").toLowerCase(Locale.ROOT),
          listener.has("tls") ? Optional.of(tls(listener.object("tls"), namespace)) : Optional.empty(),
          scope(routes.object("namespaces"), NamespaceScope.From.SAME), kinds(routes), listeners.size(),
          listener.span()));
    }
    return listeners;
  }

  private static ListenerTls tls(Fields tls, String namespace) {
    return new ListenerTls(tls.textOrEmpty("mode").equals("Passthrough")
        ? ListenerTls.Mode.PASSTHROUGH
        : ListenerTls.Mode.TERMINATE, References.secrets(tls, "certificateRefs", namespace));
  }

  private static List<Listener.KindRef> kinds(Fields routes) {
    return routes.objects("kinds")
        .stream()
        .map(kind -> new Listener.KindRef(kind.text("group").orElse(GatewayKind.GROUP), kind.textOrEmpty("kind")))
        .toList();
  }

  /** A selector without a selector selects nothing; so does a word that the API does not have. */
  private static NamespaceScope scope(Fields namespaces, NamespaceScope.From byDefault) {
    NamespaceScope.From from = switch (namespaces.textOrEmpty("from")) {
      case "" -> byDefault;
      case "All" -> NamespaceScope.From.ALL;
      case "Same" -> NamespaceScope.From.SAME;
      case "Selector" -> namespaces.has("selector") ? NamespaceScope.From.SELECTOR : NamespaceScope.From.NONE;
      default -> NamespaceScope.From.NONE;
    };
    return new NamespaceScope(from, Labels.readSelector(namespaces.object("selector")));
  }
}
