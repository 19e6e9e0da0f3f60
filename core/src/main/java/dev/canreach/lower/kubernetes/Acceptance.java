package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;

/** Objects that the API server would refuse: nobody knows whether the cluster has them after all. */
final class Acceptance {
  private Acceptance() {}

  /**
   * True for an object that the server takes; an open assumption for one that it would refuse. A refused name or label
   * leaves no doubt about what the object is meant to do, so only other refusals count.
   */
  static PacketExpr of(Resource resource, Inventory inventory) {
    if (inventory.rejections(resource).stream().allMatch(rejection -> rejection.field().startsWith("metadata"))) {
      return PacketExpr.TRUE;
    }
    return PacketExpr.holds(Assumption.open("accepted", "the server accepted `" + resource.id() + "`",
        "correct `" + resource.id() + "`, which the API server refuses"));
  }
}
