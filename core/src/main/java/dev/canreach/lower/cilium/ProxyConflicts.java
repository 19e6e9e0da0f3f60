package dev.canreach.lower.cilium;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.cilium.CiliumPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that a proxy refuses although another rule lets the connection pass. A rule for the very same port makes the look
 * into requests void (CILIUM/2.8); what a rule for more ports does to it is open.
 */
final class ProxyConflicts {
  private static final Assumption WINS = Assumption.open("http",
      "a rule that looks into requests of one port wins over a rule that lets more ports pass without a look",
      "give both rules the same port, or let only one of them select the peer");

  /** What lets some requests through a port of TCP. */
  private record Look(String port, PacketExpr traffic, PacketExpr pass, Origin origin) {}

  private final List<Look> looks = new ArrayList<>();
  private final Map<String, List<PacketExpr>> allows = new HashMap<>();

  /** Notes that a rule lets this traffic to a port pass: all of it, or only some requests. */
  void note(CiliumPort port, PacketExpr traffic, PacketExpr pass, Origin origin) {
    String key = switch (port) {
      case CiliumPort.Range range when range.protocols().contains(Protocol.TCP) -> range.first() + "-" + range.last();
      case CiliumPort.Named named when named.protocols().contains(Protocol.TCP) -> named.name();
      case CiliumPort.Range range -> "";
      case CiliumPort.Named named -> "";
      case CiliumPort.Other other -> "";
      case CiliumPort.Invalid invalid -> "";
    };
    if (key.isEmpty()) {
      return;
    }
    allows.computeIfAbsent(key, name -> new ArrayList<>()).add(PacketExpr.and(traffic, pass));
    if (!pass.equals(PacketExpr.TRUE)) {
      looks.add(new Look(key, traffic, pass, origin));
    }
  }

  /** The rules that refuse such requests, perhaps. */
  List<PolicyRule> rules() {
    List<PolicyRule> rules = new ArrayList<>();
    for (Look look : looks) {
      PacketExpr passes = PacketExpr.or(allows.getOrDefault(look.port(), List.of()));
      rules.add(new PolicyRule(look.traffic(), List.of(new Condition("request",
          PacketExpr.and(PacketExpr.isHttp(), PacketExpr.not(passes), PacketExpr.holds(WINS)), look.origin())),
          Action.DENY, look.origin()));
    }
    return rules;
  }
}
