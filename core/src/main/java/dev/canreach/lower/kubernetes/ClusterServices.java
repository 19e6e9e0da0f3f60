package dev.canreach.lower.kubernetes;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Service;
import java.util.ArrayList;
import java.util.List;

/** Which Services a cluster has. */
public final class ClusterServices {
  private ClusterServices() {}

  /** The listed Services, and the one of the name servers, which every cluster has even where the input lacks it (K8S/S-23). */
  public static List<Service> of(Inventory inventory) {
    List<Service> services = new ArrayList<>(inventory.latest(Service.class));
    if (services.stream().noneMatch(ServiceEndpoints::isNameService)) {
      services.add(ServiceEndpoints.impliedNameService());
    }
    return services;
  }
}
