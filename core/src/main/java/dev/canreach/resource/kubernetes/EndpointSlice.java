package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * Endpoints of a Service ({@code discovery.k8s.io/v1 EndpointSlice}; one subset of a {@code v1 Endpoints} reads the same, K8S/S-06).
 *
 * @param apiVersion its API group and version as written
 * @param kind {@code EndpointSlice} or {@code Endpoints}
 * @param meta its metadata
 * @param service the Service that it belongs to; empty when it names none
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}
 * @param endpoints the endpoints
 * @param ports the ports that each of them serves
 * @param span where it begins
 */
public record EndpointSlice(String apiVersion, String kind, ObjectMeta meta, String service, String addressType,
    List<SliceEndpoint> endpoints, List<SlicePort> ports, Span span) implements Described {
  public EndpointSlice {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(service);
    Objects.requireNonNull(addressType);
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
    Objects.requireNonNull(span);
  }
}
