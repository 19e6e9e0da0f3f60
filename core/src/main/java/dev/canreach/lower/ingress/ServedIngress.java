package dev.canreach.lower.ingress;

import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.kubernetes.Ingress;

/**
 * An Ingress and the controller that serves it.
 *
 * @param ingress the Ingress
 * @param served when the controller serves it: true, or an assumption
 */
record ServedIngress(Ingress ingress, PacketExpr served) {}
