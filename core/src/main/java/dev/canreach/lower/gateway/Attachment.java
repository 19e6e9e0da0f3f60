package dev.canreach.lower.gateway;

import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.gateway.GatewayRoute;
import java.util.List;

/**
 * A route on a listener that takes it (K8S/G-08).
 *
 * @param route the route
 * @param listener the listener
 * @param hostnames the hostnames that both have, each beside the one that the route has (K8S/G-09)
 * @param condition when it attaches: true, or an assumption
 */
public record Attachment(GatewayRoute route, ServedListener listener, List<Hostname> hostnames, PacketExpr condition) {

  /**
   * A hostname of a route on a listener.
   *
   * @param written the route's own; empty for every name
   * @param effective what is left of it on the listener
   */
  public record Hostname(String written, String effective) {}

  /** Copies the list. */
  public Attachment {
    hostnames = List.copyOf(hostnames);
  }
}
