package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.AdminPort;
import dev.canreach.resource.kubernetes.PolicyPort;
import java.util.List;

/** What the ports of administrators' policies mean (K8S/P-14). */
final class AdminPorts {
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);

  private AdminPorts() {}

  /** The packet goes to the port; a name is one of any protocol, and only where the peer may have names. */
  static PacketExpr matches(AdminPort port, boolean names, NamedPorts namedPorts) {
    return switch (port) {
      case AdminPort.Range range -> PacketExpr.and(PacketExpr.is(range.protocol()),
          PacketExpr.inRange(Field.DESTINATION_PORT, range.first(), range.last()));
      case AdminPort.Named named -> names
          ? PacketExpr.or(PROTOCOLS.stream()
              .map(protocol -> namedPorts.matches(new PolicyPort.Named(protocol, named.name(), named.span())))
              .toList())
          : PacketExpr.FALSE;
      case AdminPort.Invalid invalid -> PacketExpr.FALSE;
    };
  }
}
