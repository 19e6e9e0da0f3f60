package dev.canreach.lower.istio;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.List;
import java.util.Locale;

/**
 * Which server name the proxy of a destination reads (ISTIO/I-7.3): of mutual TLS the one that the client's proxy made of the
 * call, of TLS of the client its own, and none where there is no TLS. Where a packet does not tell, the condition is open.
 */
final class ServerNames {
  private static final PacketExpr NAMED = PacketExpr.matches(TextField.SNI, TextPattern.present());
  private static final PacketExpr PLAIN_HTTP = PacketExpr.matches(TextField.SCHEME, TextPattern.exact("http"));

  private final PacketExpr hidden;

  /**
   * @param gateways the destination is the proxy of a gateway, which has ended TLS before it asks
   * @param withoutTls the proxy of the destination takes part in no TLS on this port, so that it does not look at any
   */
  ServerNames(PacketExpr gateways, PacketExpr withoutTls) {
    this.hidden = PacketExpr.or(List.of(
        PacketExpr.and(Identities.KNOWN, PacketExpr.not(NAMED)),
        PacketExpr.and(ClusterWays.PROXY_TLS, PacketExpr.not(NAMED)),
        PacketExpr.and(PeerTier.OWN_TLS, withoutTls),
        PacketExpr.and(gateways, PacketExpr.not(NAMED), PacketExpr.not(PLAIN_HTTP))));
  }

  /** The server name has this form: an exact text, or one that begins or ends with `*`. */
  PacketExpr fits(String value) {
    PacketExpr open = PacketExpr.holds(Assumption.open("connection.sni",
        "the proxy reads a server name that fits `" + value + "`",
        "write the condition about something else than `connection.sni`"));
    PacketExpr seen = PacketExpr.matches(TextField.SNI, TextForms.of(value, true));
    // proxies keep names in lower case
    boolean lower = value.equals(value.toLowerCase(Locale.ROOT));
    return PacketExpr.or(
        PacketExpr.and(PacketExpr.not(hidden), seen, lower ? PacketExpr.TRUE : open),
        PacketExpr.and(hidden, open));
  }
}
