package dev.canreach.resource.calico;

import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.source.Scalar;
import java.util.Locale;
import java.util.Optional;

/**
 * A protocol in a rule.
 *
 * @param protocol the protocol
 * @param named whether it is written as a name, which for ICMP and ICMPv6 says the IP version as well (CALICO/CAX-4)
 */
public record RuleProtocol(Protocol protocol, boolean named) {
  private static final Protocol UDP_LITE = new Protocol(136);
  private static final int LAST_NUMBER = 255;

  /** Reads a name, in any case as the data plane does (CALICO/CAX-8), or a number from 0 to 255. */
  static Optional<RuleProtocol> of(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Int(long number) when number >= 0 && number <= LAST_NUMBER ->
          Optional.of(new RuleProtocol(new Protocol((int) number), false));
      case Scalar.Text(String text) -> ofText(text);
      case Scalar.Int number -> Optional.empty();
      case Scalar.Bool bool -> Optional.empty();
      case Scalar.Decimal decimal -> Optional.empty();
      case Scalar.Null() -> Optional.empty();
    };
  }

  private static Optional<RuleProtocol> ofText(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "TCP" -> named(Protocol.TCP);
      case "UDP" -> named(Protocol.UDP);
      case "SCTP" -> named(Protocol.SCTP);
      case "ICMP" -> named(Protocol.ICMP);
      case "ICMPV6" -> named(Protocol.ICMPV6);
      case "UDPLITE" -> named(UDP_LITE);
      default -> text.matches("[0-9]{1,3}")
          ? Protocol.parse(text).map(number -> new RuleProtocol(number, false))
          : Optional.empty();
    };
  }

  private static Optional<RuleProtocol> named(Protocol protocol) {
    return Optional.of(new RuleProtocol(protocol, true));
  }

  /** The IP version that the name implies. */
  public Optional<IpFamily> family() {
    if (!named || !protocol.isIcmp()) {
      return Optional.empty();
    }
    return Optional.of(protocol.equals(Protocol.ICMP) ? IpFamily.IPV4 : IpFamily.IPV6);
  }
}
