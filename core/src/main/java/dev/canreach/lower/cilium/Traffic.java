package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.NamedPorts;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.cilium.CiliumIcmp;
import dev.canreach.resource.cilium.CiliumPort;
import dev.canreach.resource.cilium.CiliumPorts;
import dev.canreach.resource.cilium.CiliumTraffic;
import dev.canreach.resource.kubernetes.PolicyPort;
import java.util.List;

/** What traffic an entry is about (CILIUM/2.4). */
record Traffic(NamedPorts namedPorts) {
  private static final int LAST_TYPE = 255;
  private static final Assumption OTHER_PROTOCOLS = Assumption.open("other protocols",
      "the agents take rules for protocols without ports (`enable-extended-ip-protocols`)",
      "ask about TCP, UDP, SCTP or ICMP");
  private static final Assumption TYPE_ZERO = Assumption.defaulted("ICMP type 0",
      "a rule for ICMP type 0 takes every type, as it does in Cilium 1.20", "name another type, or leave `icmps` out",
      true);

  /** The packet is of the traffic of an entry that governs the end on a side. */
  PacketExpr of(CiliumTraffic traffic, Side subject) {
    return switch (traffic) {
      case CiliumTraffic.All all -> PacketExpr.TRUE;
      case CiliumTraffic.ToPorts ports ->
          PacketExpr.or(ports.items().stream().map(item -> ports(item, subject)).toList());
      case CiliumTraffic.Icmps icmps -> PacketExpr.or(icmps.types().stream().map(Traffic::icmp).toList());
    };
  }

  private PacketExpr ports(CiliumPorts item, Side subject) {
    PacketExpr ports = PacketExpr.and(
        PacketExpr.or(item.ports().stream().map(port -> port(port, subject)).toList()), HttpRules.pass(item));
    if (item.listener()) {
      return PacketExpr.and(ports, PacketExpr.holds(Assumption.open("listener",
          "the listener that `toPorts` names lets the connection through", "leave out `listener`")));
    }
    if (!item.serverNames().isEmpty()) {
      return PacketExpr.and(ports, PacketExpr.holds(Assumption.open("server names",
          "the client asks for one of the server names " + String.join(", ", item.serverNames()),
          "leave out `serverNames`")));
    }
    return ports;
  }

  /** The packet goes to the port; the rule governs the end on a side. */
  PacketExpr port(CiliumPort port, Side subject) {
    return switch (port) {
      case CiliumPort.Range range -> PacketExpr.and(among(range.protocols()),
          PacketExpr.inRange(Field.DESTINATION_PORT, range.first(), range.last()));
      case CiliumPort.Named named -> named(named, subject);
      case CiliumPort.Other other -> PacketExpr.and(PacketExpr.is(other.protocol()),
          PacketExpr.holds(OTHER_PROTOCOLS));
      case CiliumPort.Invalid invalid -> PacketExpr.FALSE;
    };
  }

  private static PacketExpr among(List<Protocol> protocols) {
    return PacketExpr.or(protocols.stream().map(PacketExpr::is).toList());
  }

  /** The pod that is called names the port; with an end the rule takes a range where it governs that pod (CILIUM/CX-3). */
  private PacketExpr named(CiliumPort.Named named, Side subject) {
    PacketExpr port = PacketExpr.or(named.protocols()
        .stream()
        .map(protocol -> namedPorts.matches(new PolicyPort.Named(protocol, named.name(), named.span())))
        .toList());
    if (named.end().isEmpty() || subject == Side.SOURCE) {
      return port;
    }
    Assumption range = Assumption.open("endPort", "`endPort` beside the port name `" + named.name()
        + "` makes a range that has the port", "write a number instead of the name");
    return PacketExpr.or(port, PacketExpr.and(among(named.protocols()),
        PacketExpr.inRange(Field.DESTINATION_PORT, 0, named.end().getAsInt()), PacketExpr.holds(range)));
  }

  private static PacketExpr icmp(CiliumIcmp icmp) {
    PacketExpr protocol = PacketExpr.is(icmp.family() == IpFamily.IPV4 ? Protocol.ICMP : Protocol.ICMPV6);
    if (icmp.type().isEmpty()) {
      return PacketExpr.FALSE;
    }
    int type = icmp.type().get();
    if (type == 0) {
      return PacketExpr.and(protocol,
          PacketExpr.or(PacketExpr.is(Field.ICMP_TYPE, 0), PacketExpr.holds(TYPE_ZERO)));
    }
    if (type < 0 || type > LAST_TYPE) {
      return PacketExpr.and(protocol, PacketExpr.holds(Assumption.open("ICMP type",
          "a rule for an ICMP type beyond 255 takes this type", "write a type from 1 to 255")));
    }
    return PacketExpr.and(protocol, PacketExpr.is(Field.ICMP_TYPE, type));
  }
}
