package dev.canreach.resource.istio;

import java.util.List;
import java.util.Optional;

/**
 * How clients talk to a host (ISTIO/I-6).
 *
 * @param object what every object has
 * @param host the host as written
 * @param policy what holds for the whole host
 * @param subsets the named parts of its pods
 * @param exportTo the namespaces that see it; none = the mesh's default
 * @param clients the clients that it counts for
 */
public record DestinationRule(IstioObject object, String host, Optional<TrafficPolicy> policy, List<Subset> subsets,
    List<String> exportTo, WorkloadSelector clients) implements Aged {

  /** Copies the collections. */
  public DestinationRule {
    subsets = List.copyOf(subsets);
    exportTo = List.copyOf(exportTo);
  }
}
