package dev.canreach.resource.linkerd;

import java.util.List;

/**
 * What clients of the mesh know of a Service. Timeouts, retries and the classes of answers change nobody's reach.
 *
 * @param object what every object has; the name is the DNS name of the Service
 * @param overrides the hosts, with ports, that calls go to instead; none = calls go to the Service
 */
public record ServiceProfile(LinkerdObject object, List<String> overrides) implements LinkerdResource {

  /** Copies the list. */
  public ServiceProfile {
    overrides = List.copyOf(overrides);
  }
}
