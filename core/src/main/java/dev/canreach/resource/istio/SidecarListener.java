package dev.canreach.resource.istio;

import java.util.List;
import java.util.OptionalInt;

/**
 * A part of what a proxy sees (ISTIO/I-12).
 *
 * @param port the port that it is limited to; empty = every port
 * @param protocol the protocol of that port, or empty
 * @param bind the address that it listens on, or empty
 * @param hosts the hosts that are seen, as written
 */
public record SidecarListener(OptionalInt port, String protocol, String bind, List<String> hosts) {

  /** Copies the collections. */
  public SidecarListener {
    hosts = List.copyOf(hosts);
  }
}
