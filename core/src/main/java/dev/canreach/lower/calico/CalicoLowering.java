package dev.canreach.lower.calico;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Engine;
import dev.canreach.lower.Lowering;
import dev.canreach.resource.Inventory;

/** Calico: its own policies, and NetworkPolicies of Kubernetes where Calico enforces them (CALICO/1.12). */
public final class CalicoLowering implements Lowering {

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    Engine engine = Engine.of(inventory, assumptions);
    if (engine.owns(Engine.CALICO)) {
      return network -> new CalicoNetwork(inventory, assumptions, engine, network).add();
    }
    return network -> new ForeignPolicies(inventory, assumptions, engine, network).add();
  }
}
