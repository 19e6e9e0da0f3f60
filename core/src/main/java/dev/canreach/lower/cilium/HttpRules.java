package dev.canreach.lower.cilium;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.cilium.CiliumHttpRule;
import dev.canreach.resource.cilium.CiliumPorts;
import java.util.ArrayList;
import java.util.List;

/** Which requests the proxy lets through (CILIUM/2.8). */
final class HttpRules {
  private static final Assumption QUERY = Assumption.open("http",
      "the request's path and query match the policy's `path`",
      "ask for a path without a query");
  private static final Assumption SECRET = Assumption.open("http",
      "a header of the request has the value that a secret holds", "leave out `secret`");
  private static final Assumption HIDDEN = Assumption.open("http",
      "the proxy lets through what it cannot read inside TLS", "ask without `tls`");

  private HttpRules() {}

  /** The connection opens, as it does before anything is sent; or its request is one that some rule takes. */
  static PacketExpr pass(CiliumPorts item) {
    if (item.http().isEmpty()) {
      return PacketExpr.TRUE;
    }
    PacketExpr tls = PacketExpr.matches(TextField.TLS, TextPattern.present());
    PacketExpr silent = PacketExpr.and(PacketExpr.not(PacketExpr.isHttp()),
        PacketExpr.or(PacketExpr.not(tls), PacketExpr.holds(HIDDEN)));
    List<PacketExpr> ways = new ArrayList<>(List.of(silent));
    item.http().get().forEach(rule -> ways.add(request(rule)));
    return PacketExpr.or(ways);
  }

  private static PacketExpr request(CiliumHttpRule rule) {
    List<PacketExpr> parts = new ArrayList<>(List.of(PacketExpr.isHttp()));
    if (!rule.method().isEmpty()) {
      parts.add(regex(TextField.METHOD, rule.method()));
    }
    if (!rule.host().isEmpty()) {
      parts.add(regex(TextField.AUTHORITY, rule.host()));
    }
    if (!rule.path().isEmpty()) {
      PacketExpr query = PacketExpr.matches(TextField.QUERY_STRING, TextPattern.present());
      parts.add(PacketExpr.or(PacketExpr.and(PacketExpr.not(query), regex(TextField.PATH, rule.path())),
          PacketExpr.and(query, PacketExpr.holds(QUERY))));
    }
    rule.headers().forEach(header -> parts.add(header(header)));
    rule.headerMatches().forEach(header -> parts.add(header(header)));
    if (rule.secretHeaders()) {
      parts.add(PacketExpr.holds(SECRET));
    }
    return PacketExpr.and(parts);
  }

  /** `Name`, or `Name value`; the name may end with a colon. */
  private static PacketExpr header(String text) {
    int blank = text.indexOf(' ');
    String name = blank < 0 ? text : text.substring(0, blank);
    String value = blank < 0 ? "" : text.substring(blank + 1);
    TextField field = TextField.header(name.endsWith(":") ? name.substring(0, name.length() - 1) : name);
    return PacketExpr.matches(field, value.isEmpty() ? TextPattern.present() : TextPattern.exact(value));
  }

  private static PacketExpr regex(TextField field, String text) {
    return TextPattern.regex(text).map(pattern -> PacketExpr.matches(field, pattern)).orElse(PacketExpr.FALSE);
  }
}
