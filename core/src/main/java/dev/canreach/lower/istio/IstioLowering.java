package dev.canreach.lower.istio;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.Gateway;
import dev.canreach.resource.kubernetes.Namespace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Istio: which pods have proxies, where those send calls, and which calls they take. */
public final class IstioLowering implements Lowering {

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    boolean mesh = !inventory.all(Aged.class).isEmpty() || assumptions.value("mesh").isPresent()
        || inventory.all(Namespace.class).stream().anyMatch(IstioLowering::isMarked);
    for (Gateway gateway : inventory.latest(Gateway.class)) {
      String id = GatewayRoutes.id(gateway);
      String own = registry.contains(id) ? GatewayRoutes.otherId(gateway) : id;
      registry.add(EndpointDraft.plain(own, Role.VIRTUAL, gateway.namespace(), gateway.name(), List.of(),
          EnumSet.allOf(IpFamily.class), new Origin(gateway.id(), "", "", gateway.span())));
    }
    return mesh ? network -> addTo(network, inventory, assumptions) : network -> {
    };
  }

  private static boolean isMarked(Namespace namespace) {
    return namespace.meta().labels().keySet().stream().anyMatch(key -> key.contains("istio"));
  }

  private static void addTo(NetworkBuilder network, Inventory inventory, Assumptions assumptions) {
    List<Possibilities.Part> parts = new ArrayList<>();
    Map<SortedSet<Integer>, Optional<Mesh>> meshes = new HashMap<>();
    for (World world : World.of(inventory)) {
      meshes.computeIfAbsent(world.alike(), key -> Mesh.of(network, world, assumptions))
          .ifPresent(mesh -> parts.add(mesh.routing(world)));
    }
    new Possibilities(parts).addTo(network);
  }
}
