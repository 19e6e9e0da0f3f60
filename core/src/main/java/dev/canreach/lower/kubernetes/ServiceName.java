package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Origin;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Service;
import java.util.Optional;

/**
 * The name of a Service (K8S/S-22).
 *
 * @param name the name without the zone of the cluster
 * @param open what it depends on whether the cluster has the Service
 * @param origin the Service; empty for the one that every cluster has, listed or not
 */
record ServiceName(String name, Optional<Assumption> open, Optional<Origin> origin) {

  static ServiceName of(Service service, Inventory inventory) {
    Optional<Assumption> open = Acceptance.of(service, inventory) instanceof PacketExpr.Holds(Assumption accepted)
        ? Optional.of(accepted)
        : Optional.empty();
    return new ServiceName(service.name() + "." + service.namespace() + ".svc", open,
        Optional.of(ServiceRoutes.origin(service)).filter(origin -> !origin.span().equals(Lowerings.builtIn())));
  }
}
