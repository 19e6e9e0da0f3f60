package dev.canreach.resource.cilium;

import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import dev.canreach.source.Scalar;
import java.util.Optional;

/** Checks what traffic an entry is about (CILIUM/2.4, 2.11, CX-11). */
final class CiliumPortRules {
  static final int MOST_PORTS = 40;
  private static final String[] PROTOCOLS = {"TCP", "UDP", "SCTP", "VRRP", "IGMP", "GRE", "IPIP", "IPV6", "ESP", "AH",
    "ANY"};

  private CiliumPortRules() {}

  static void check(Fields entry, String section, boolean host, Problems problems) {
    boolean deny = section.endsWith("Deny");
    if (entry.size("toPorts") > 0 && entry.size("icmps") > 0) {
      CiliumPolicyRules.noEffect(problems, entry.at("icmps"),
          "`icmps` and `toPorts` do not go into one entry: write an entry for each");
    }
    for (Fields item : entry.objects("toPorts")) {
      if (item.size("ports") > MOST_PORTS) {
        tooMany(item, "ports", deny, problems);
      }
      item.objects("ports").forEach(port -> port(port, problems));
      if (!deny) {
        CiliumProxyRules.check(item, section.equals("ingress"), host, problems);
      }
    }
    for (Fields rule : entry.objects("icmps")) {
      if (rule.size("fields") > MOST_PORTS) {
        tooMany(rule, "fields", false, problems);
      }
      rule.objects("fields").forEach(field -> icmp(field, problems));
    }
  }

  private static void tooMany(Fields owner, String field, boolean stored, Problems problems) {
    String message = "there are " + owner.size(field) + " items: write " + MOST_PORTS + " at most";
    problems.error(stored ? ProblemType.NO_EFFECT : ProblemType.TOO_MANY, owner.at(field), message);
  }

  private static void port(Fields port, Problems problems) {
    String text = port.textOrEmpty("port");
    String protocol = port.text("protocol").orElse("ANY");
    problems.oneOf(port.at("protocol"), protocol, PROTOCOLS);
    port.number("endPort")
        .ifPresent(end -> problems.inRange(port.at("endPort"), end, 0, CiliumPortReader.LAST_PORT));
    boolean other = CiliumPortReader.OTHER_PROTOCOLS.containsKey(protocol);
    if (!port.has("port")) {
      if (!other) {
        CiliumPolicyRules.noEffect(problems, port.at("port"), "a port needs `port`; `\"0\"` stands for every port");
      }
      return;
    }
    // what the schema takes begins with a digit or ends like a name
    if (!text.matches("(?s)[0-9].*|.*[A-Za-z](-?[A-Za-z0-9])*")) {
      problems.invalid(port.at("port"), text,
          "is no port: use a number from 1 to 65535, `0` for every port, or a name");
    } else if (!CiliumPortReader.isName(text) && CiliumPortReader.number(text).isEmpty()) {
      CiliumPolicyRules.noEffect(problems, port.at("port"), Quote.text(text)
          + " is no port: use a number from 1 to 65535 without leading zeros, `0` for every port, or a name");
    } else if (other && !CiliumPortReader.number(text).equals(Optional.of(0))) {
      CiliumPolicyRules.noEffect(problems, port.at("port"),
          Quote.text(protocol) + " has no ports: leave out `port`, or write `0`");
    }
  }

  private static void icmp(Fields field, Problems problems) {
    String family = field.text("family").orElse("IPv4");
    problems.oneOf(field.at("family"), family, "IPv4", "IPv6");
    Optional<Scalar> type = field.scalar("type");
    if (type.isEmpty()) {
      problems.required(field.at("type"), "write the `type` of ICMP, a number or a name");
    } else if (type.get() instanceof Scalar.Text(String text)) {
      IpFamily spoken = family.equals("IPv6") ? IpFamily.IPV6 : IpFamily.IPV4;
      if (!IcmpTypes.inSchema(text)) {
        problems.invalid(field.at("type"), text, "is no type of ICMP: use a number from 0 to 255, or a name");
      } else if (IcmpTypes.number(spoken, text).isEmpty()) {
        CiliumPolicyRules.noEffect(problems, field.at("type"),
            Quote.text(text) + " is no type of ICMP in " + family + ": write its number");
      }
    }
  }
}
