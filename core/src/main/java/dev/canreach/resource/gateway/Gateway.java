package dev.canreach.resource.gateway;

import dev.canreach.packet.Address;
import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Gateway (K8S/G-03).
 *
 * @param apiVersion the group and version as written
 * @param meta its metadata
 * @param className its class
 * @param listeners its own listeners
 * @param listenerSets where ListenerSets may come from (K8S/G-22)
 * @param addresses its addresses, as asked for or as given
 * @param clientCertificate the certificate that it presents to backends
 * @param frontend what it asks of clients that use TLS
 * @param span where it begins
 */
public record Gateway(String apiVersion, ObjectMeta meta, String className, List<Listener> listeners,
    NamespaceScope listenerSets, List<Address> addresses, Optional<ObjectRef> clientCertificate,
    List<FrontendValidation> frontend, Span span) implements Described {
  public Gateway {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(className);
    listeners = List.copyOf(listeners);
    Objects.requireNonNull(listenerSets);
    addresses = List.copyOf(addresses);
    Objects.requireNonNull(clientCertificate);
    frontend = List.copyOf(frontend);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return "Gateway";
  }
}
