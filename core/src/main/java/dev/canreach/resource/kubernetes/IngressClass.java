package dev.canreach.resource.kubernetes;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A class of Ingresses (K8S/I-08).
 *
 * @param meta its metadata
 * @param created when it was created, where known
 * @param controller who serves its Ingresses
 * @param isDefault whether Ingresses get it that name no class
 * @param span where it begins
 */
public record IngressClass(ObjectMeta meta, Optional<Instant> created, String controller, boolean isDefault, Span span)
    implements
      Resource {
  public IngressClass {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(created);
    Objects.requireNonNull(controller);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "networking.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "IngressClass";
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
