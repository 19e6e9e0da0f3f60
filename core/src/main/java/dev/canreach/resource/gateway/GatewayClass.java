package dev.canreach.resource.gateway;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A class of Gateways (K8S/G-02).
 *
 * @param apiVersion the group and version as written
 * @param meta its metadata
 * @param controllerName who serves its Gateways
 * @param span where it begins
 */
public record GatewayClass(String apiVersion, ObjectMeta meta, String controllerName, Span span) implements Described {
  public GatewayClass {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(controllerName);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return "GatewayClass";
  }
}
