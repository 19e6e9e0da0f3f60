package dev.canreach.resource.cilium;

import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what traffic an entry is about (CILIUM/2.4). */
final class CiliumPortReader {
  static final int LAST_PORT = 65535;
  /** Protocols without ports that a rule may name. */
  static final Map<String, Integer> OTHER_PROTOCOLS = Map.of("VRRP", 112, "IGMP", 2, "GRE", 47, "IPIP", 4, "IPV6", 41,
      "ESP", 50, "AH", 51);
  private static final List<Protocol> WITH_PORTS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);

  private CiliumPortReader() {}

  static CiliumTraffic traffic(Fields entry) {
    if (entry.size("toPorts") > 0) {
      return new CiliumTraffic.ToPorts(entry.objects("toPorts").stream().map(CiliumPortReader::ports).toList());
    }
    if (entry.size("icmps") > 0) {
      return new CiliumTraffic.Icmps(entry.objects("icmps")
          .stream()
          .flatMap(rule -> rule.objects("fields").stream())
          .map(CiliumPortReader::icmp)
          .toList(), entry.at("icmps").span());
    }
    return new CiliumTraffic.All();
  }

  private static CiliumPorts ports(Fields item) {
    Fields rules = item.object("rules");
    return new CiliumPorts(item.objects("ports").stream().map(CiliumPortReader::port).toList(),
        rules.size("http") == 0
            ? Optional.empty()
            : Optional.of(rules.objects("http").stream().map(CiliumPortReader::http).toList()),
        rules.size("dns") > 0,
        item.texts("serverNames").stream().map(Value::text).toList(), item.object("listener").present(), item.span());
  }

  private static CiliumPort port(Fields port) {
    String protocol = port.text("protocol").orElse("ANY");
    if (OTHER_PROTOCOLS.containsKey(protocol)) {
      return new CiliumPort.Other(new Protocol(OTHER_PROTOCOLS.getOrDefault(protocol, 0)), port.span());
    }
    List<Protocol> protocols = protocol.equals("ANY")
        ? WITH_PORTS
        : WITH_PORTS.stream().filter(each -> each.toString().equals(protocol)).toList();
    int end = port.integer("endPort").orElse(0);
    String text = port.textOrEmpty("port");
    if (isName(text)) {
      return new CiliumPort.Named(protocols, text.toLowerCase(Locale.ROOT),
          end > 0 ? OptionalInt.of(end) : OptionalInt.empty(), port.span());
    }
    Optional<Integer> number = number(text);
    if (number.isEmpty() || protocols.isEmpty()) {
      return new CiliumPort.Invalid(port.span());
    }
    int first = number.get();
    int last = first == 0 ? LAST_PORT : Math.max(first, Math.min(end, LAST_PORT));
    return new CiliumPort.Range(protocols, first, last, port.span());
  }

  /** Whether the text is a name of a Service as the IANA registers them, and so no number (CILIUM/2.4). */
  static boolean isName(String text) {
    return text.length() <= 15 && text.matches("[A-Za-z0-9](-?[A-Za-z0-9])*") && text.matches(".*[A-Za-z].*");
  }

  /** The number in a text, where a leading zero means base 8, as the agent reads it (CILIUM/CX-13). */
  static Optional<Integer> number(String text) {
    if (text.length() > 18 || !text.matches("[0-9](_?[0-9])*")) {
      return Optional.empty();
    }
    boolean octal = text.startsWith("0");
    String digits = text.replace("_", "");
    if (octal && digits.matches(".*[89].*")) {
      return Optional.empty();
    }
    long value = Long.parseLong(digits, octal ? 8 : 10);
    return value > LAST_PORT ? Optional.empty() : Optional.of((int) value);
  }

  private static CiliumIcmp icmp(Fields field) {
    IpFamily family = field.textOrEmpty("family").equals("IPv6") ? IpFamily.IPV6 : IpFamily.IPV4;
    Optional<Integer> type = Optional.empty();
    Optional<Scalar> written = field.scalar("type");
    if (written.isPresent() && written.get() instanceof Scalar.Int(long value)) {
      type = Optional.of((int) Math.max(-1, Math.min(value, 256)));
    } else if (written.isPresent() && written.get() instanceof Scalar.Text(String text)) {
      type = IcmpTypes.number(family, text);
    }
    return new CiliumIcmp(family, type, field.span());
  }

  private static CiliumHttpRule http(Fields rule) {
    var matches = new ArrayList<String>();
    boolean secret = false;
    for (Fields match : rule.objects("headerMatches")) {
      if (!match.has("mismatch")) {
        secret |= match.object("secret").present();
        matches.add(match.textOrEmpty("name") + " " + match.textOrEmpty("value"));
      }
    }
    return new CiliumHttpRule(rule.textOrEmpty("method"), rule.textOrEmpty("host"), rule.textOrEmpty("path"),
        rule.texts("headers").stream().map(Value::text).toList(), matches, secret);
  }
}
