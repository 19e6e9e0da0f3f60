package dev.canreach.resource.gateway;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How gateways use TLS with backends (K8S/G-19).
 *
 * @param apiVersion the group and version as written
 * @param meta its metadata
 * @param created when it was created, where known
 * @param targets the Services
 * @param authorities who may have signed the backends' certificates; empty for those that the system trusts
 * @param hostname the name that backends must have
 * @param span where it begins
 */
public record BackendTlsPolicy(String apiVersion, ObjectMeta meta, Optional<Instant> created, List<Target> targets,
    List<ObjectRef> authorities, String hostname, Span span) implements Described {
  /**
   * A Service, or a port of it.
   *
   * @param object the Service
   * @param sectionName the name of the port; empty for every one
   */
  public record Target(ObjectRef object, String sectionName) {
    public Target {
      Objects.requireNonNull(object);
      Objects.requireNonNull(sectionName);
    }
  }

  public BackendTlsPolicy {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(created);
    targets = List.copyOf(targets);
    authorities = List.copyOf(authorities);
    Objects.requireNonNull(hostname);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return "BackendTLSPolicy";
  }
}
