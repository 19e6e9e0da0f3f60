package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a cluster reported about a pod; only dumps have it (K8S/W-11).
 *
 * @param phase the phase, such as {@code Running}; empty when unknown
 * @param podIps the addresses, at most one of each family
 * @param hostIp the node's address
 * @param ready the condition {@code Ready}
 */
public record PodStatus(String phase, List<Address> podIps, Optional<Address> hostIp, Optional<Boolean> ready) {

  /** The status of a pod that no cluster has reported about. */
  public static final PodStatus UNKNOWN = new PodStatus("", List.of(), Optional.empty(), Optional.empty());

  public PodStatus {
    Objects.requireNonNull(phase);
    podIps = List.copyOf(podIps);
    Objects.requireNonNull(hostIp);
    Objects.requireNonNull(ready);
  }

  /** Whether the pod has ended and so has no network any more (K8S/W-11). */
  public boolean terminated() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }
}
