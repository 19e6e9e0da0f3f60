package dev.canreach.lower.proxy;

import dev.canreach.model.Origin;
import dev.canreach.packet.PacketExpr;
import java.util.List;

/**
 * Traffic that a proxy takes, and what becomes of it.
 *
 * @param accepted the connections as the client opens them
 * @param endsTls whether the proxy ends TLS before it looks at the request
 * @param taken the requests, as they can be read then
 * @param shares where they go
 * @param name what takes them, as answers name it, e.g. {@code gateway}
 * @param origin the rule as written
 */
public record Passage(PacketExpr accepted, boolean endsTls, PacketExpr taken, List<Share> shares, String name,
    Origin origin) {

  /** Copies the list. */
  public Passage {
    shares = List.copyOf(shares);
  }
}
