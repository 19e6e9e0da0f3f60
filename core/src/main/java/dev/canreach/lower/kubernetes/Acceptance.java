package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Resource;
import java.util.List;

/** Objects that the API server would refuse: nobody knows whether the cluster has them after all. */
public final class Acceptance {
  private Acceptance() {}

  /** True for an object that the server takes; an open assumption for one that it would refuse. */
  public static PacketExpr of(Resource resource, Inventory inventory) {
    List<Rejection> rejections = inventory.rejections(resource);
    if (rejections.isEmpty() || rejections.stream().allMatch(Acceptance::isHarmless)) {
      return PacketExpr.TRUE;
    }
    return PacketExpr.holds(Assumption.open("accepted", "the server accepted `" + resource.id() + "`",
        "correct `" + resource.id() + "`, which the API server refuses"));
  }

  /**
   * A refused name, or a label value that lacks its quotes (`team: y`, K8S/KX-10), leaves no doubt about what the object is
   * meant to do.
   */
  static boolean isHarmless(Rejection rejection) {
    String field = rejection.field();
    boolean label = field.endsWith("]") && (field.contains(".matchLabels[") || field.contains(".values["));
    return field.startsWith("metadata") || (label && rejection.unquoted());
  }
}
