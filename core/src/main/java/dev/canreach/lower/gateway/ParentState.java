package dev.canreach.lower.gateway;

import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ParentRef;
import java.util.List;

/**
 * What became of one reference of a route to a parent (K8S/G-08).
 *
 * @param route the route
 * @param parent the reference
 * @param attachments the listeners that take the route
 * @param reason why none does, as status conditions spell it; empty when one does or might
 * @param accepted when one does
 */
public record ParentState(GatewayRoute route, ParentRef parent, List<Attachment> attachments, String reason,
    PacketExpr accepted) {

  /** Copies the list. */
  public ParentState {
    attachments = List.copyOf(attachments);
  }
}
