package dev.canreach.resource.kubernetes;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules by which a controller forwards HTTP requests to Services (K8S/I-01).
 *
 * @param meta its metadata
 * @param created when it was created, where known
 * @param className the IngressClass that it names itself, in its field or in the older annotation; empty where it names none (K8S/I-08)
 * @param defaultBackend what gets the requests that no rule takes (K8S/I-05)
 * @param rules the rules
 * @param tls the hosts that are served with certificates of their own (K8S/I-07)
 * @param span where it begins
 */
public record Ingress(ObjectMeta meta, Optional<Instant> created, Optional<String> className,
    Optional<IngressBackend> defaultBackend, List<IngressRule> rules, List<IngressTls> tls, Span span)
    implements
      Resource {
  /**
   * Hosts with a certificate.
   *
   * @param hosts the hosts
   * @param secretName the Secret with the certificate; empty for the controller's own
   */
  public record IngressTls(List<String> hosts, String secretName) {
    public IngressTls {
      hosts = List.copyOf(hosts);
      Objects.requireNonNull(secretName);
    }
  }

  public Ingress {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(created);
    Objects.requireNonNull(className);
    Objects.requireNonNull(defaultBackend);
    rules = List.copyOf(rules);
    tls = List.copyOf(tls);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "Ingress";
  }

  @Override
  public String namespace() {
    return meta.namespace();
  }

  @Override
  public String name() {
    return meta.name();
  }
}
