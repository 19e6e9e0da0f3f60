package dev.canreach.lower.kubernetes;

import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Service;
import java.util.Optional;

/** Services that the server refuses for something that decides where traffic goes (K8S/S-01 to S-03). */
public final class RefusedServices {
  private static final String[] FORWARDING = {"spec.selector", "spec.ports", "spec.type", "spec.clusterIP",
    "spec.clusterIPs", "spec.externalName", "spec.externalIPs", "spec.publishNotReadyAddresses"};

  private RefusedServices() {}

  /** What of the Service may mean something else; empty where all is clear that decides where traffic goes. */
  public static Optional<RefusedParts> of(Service service, Inventory inventory) {
    return of(RefusedParts.of(service, inventory));
  }

  /** The parts of a Service, if they decide where traffic goes; or if nobody knows whether the Service is there at all. */
  public static Optional<RefusedParts> of(RefusedParts refused) {
    return Optional.of(refused).filter(parts -> parts.touch(FORWARDING) || parts.touch("metadata"));
  }

  /** Whether the Service, once it is corrected, may be one for clients outside. */
  static boolean mayBeExternal(RefusedParts refused) {
    return refused.touch("spec.type", "spec.externalIPs");
  }

  /** The Service, once it is corrected, does something with the traffic of which nobody knows what. */
  public static PacketExpr forwards(RefusedParts refused) {
    return refused.mayMean("forwards this traffic to somebody who takes it");
  }
}
