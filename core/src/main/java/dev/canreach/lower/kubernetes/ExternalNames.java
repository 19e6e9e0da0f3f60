package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;

/** Names outside the cluster: endpoints of their own, because nobody knows where they lead (contract §4, `dns.NAME`). */
public final class ExternalNames {
  /** What the ids of such endpoints begin with. */
  public static final String PREFIX = "host/";

  private ExternalNames() {}

  /** The name resolves to something outside the cluster. */
  static Assumption resolves(String name) {
    return Assumption.open("dns." + name, "`" + name + "` resolves to an address outside the cluster",
        "--assume dns." + name + "=ADDRESS");
  }

  /** A part of the configuration that nobody here can follow gives the name an address. */
  static Assumption answeredBy(String name, String what) {
    return Assumption.open("dns." + name, what + " gives `" + name + "` an address",
        "--assume dns." + name + "=ADDRESS");
  }

  /** The name resolves into a block of addresses. */
  static PacketExpr liesIn(Endpoint endpoint, String block) {
    return PacketExpr.holds(Assumption.open("dns." + endpoint.name(),
        "`" + endpoint.name() + "` resolves to an address in `" + block + "`",
        "--assume dns." + endpoint.name() + "=ADDRESS"));
  }
}
