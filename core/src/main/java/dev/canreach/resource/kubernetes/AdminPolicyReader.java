package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads policies of administrators (K8S/P-01 to P-14). */
final class AdminPolicyReader {
  private static final Map<String, Protocol> PROTOCOLS = Map.of("tcp", Protocol.TCP, "udp", Protocol.UDP, "sctp",
      Protocol.SCTP);

  private AdminPolicyReader() {}

  static List<AdminPolicy> read(Subject subject) {
    Fields spec = subject.spec();
    String kind = subject.manifest().kind();
    boolean baseline = kind.equals(AdminPolicy.BASELINE) || spec.textOrEmpty("tier").equals("Baseline");
    return List.of(new AdminPolicy(subject.manifest().apiVersion(), kind, subject.meta(), baseline,
        spec.integer("priority").orElse(0), peer(spec.object("subject")), rules(spec, "ingress", "from", kind),
        rules(spec, "egress", "to", kind), subject.span()));
  }

  private static List<AdminRule> rules(Fields spec, String direction, String peers, String kind) {
    var rules = new ArrayList<AdminRule>();
    boolean cluster = kind.equals(AdminPolicy.CLUSTER);
    for (Fields rule : spec.objects(direction)) {
      String ports = cluster ? "protocols" : "ports";
      rules.add(new AdminRule(action(rule.textOrEmpty("action"), cluster),
          rule.objects(peers).stream().map(AdminPolicyReader::peer).toList(),
          rule.size(ports) == 0
              ? Optional.empty()
              : Optional.of(rule.objects(ports)
                  .stream()
                  .map(port -> cluster ? protocol(port) : port(port))
                  .toList()),
          rules.size(), rule.span()));
    }
    return rules;
  }

  private static AdminRule.Action action(String action, boolean cluster) {
    return switch (action) {
      case "Allow" -> cluster ? AdminRule.Action.INVALID : AdminRule.Action.ALLOW;
      case "Accept" -> cluster ? AdminRule.Action.ALLOW : AdminRule.Action.INVALID;
      case "Deny" -> AdminRule.Action.DENY;
      case "Pass" -> AdminRule.Action.PASS;
      default -> AdminRule.Action.INVALID;
    };
  }

  private static AdminPeer peer(Fields peer) {
    long kinds = Stream.of("namespaces", "pods", "nodes", "networks", "domainNames").filter(peer::has).count();
    if (kinds != 1) {
      return new AdminPeer.Invalid(peer.span());
    }
    LabelSelector everything = LabelSelector.everything(peer.span());
    if (peer.has("namespaces")) {
      return new AdminPeer.Pods(Labels.readSelector(peer.object("namespaces")), everything, peer.span());
    }
    if (peer.has("pods")) {
      Fields pods = peer.object("pods");
      return new AdminPeer.Pods(Labels.readSelector(pods.object("namespaceSelector")),
          Labels.readSelector(pods.object("podSelector")), peer.span());
    }
    if (peer.has("nodes")) {
      return new AdminPeer.Nodes(Labels.readSelector(peer.object("nodes")), peer.span());
    }
    if (peer.has("networks")) {
      var blocks = new ArrayList<Cidr>();
      for (Value text : peer.texts("networks")) {
        Addresses.parseCidr(text.text()).ifPresent(blocks::add);
      }
      return new AdminPeer.Networks(blocks, peer.span());
    }
    return new AdminPeer.DomainNames(peer.texts("domainNames").stream().map(name -> canonical(name.text())).toList(),
        peer.span());
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static AdminPort port(Fields port) {
    if (port.has("namedPort")) {
      return new AdminPort.Named(port.textOrEmpty("namedPort"), port.span());
    }
    boolean single = port.has("portNumber");
    Fields numbers = port.object(single ? "portNumber" : "portRange");
    // a free text, of which only the names in capitals mean something (K8S/KX-7)
    String protocol = numbers.text("protocol").orElse("TCP");
    int first = numbers.integer(single ? "port" : "start").orElse(0);
    int last = single ? first : numbers.integer("end").orElse(0);
    boolean known = protocol.equals(protocol.toUpperCase(Locale.ROOT))
        && PROTOCOLS.containsKey(protocol.toLowerCase(Locale.ROOT));
    return known
        ? range(protocol.toLowerCase(Locale.ROOT), first, last, port)
        : new AdminPort.Invalid(port.span());
  }

  private static AdminPort protocol(Fields protocol) {
    if (protocol.has("destinationNamedPort")) {
      return new AdminPort.Named(protocol.textOrEmpty("destinationNamedPort"), protocol.span());
    }
    for (String name : List.of("tcp", "udp", "sctp")) {
      Fields port = protocol.object(name).object("destinationPort");
      if (port.has("number")) {
        int number = port.integer("number").orElse(0);
        return range(name, number, number, port);
      }
      if (port.has("range")) {
        Fields range = port.object("range");
        return range(name, range.integer("start").orElse(0), range.integer("end").orElse(0), port);
      }
    }
    return new AdminPort.Invalid(protocol.span());
  }

  private static AdminPort range(String protocol, int first, int last, Fields port) {
    Protocol known = PROTOCOLS.getOrDefault(protocol, Protocol.TCP);
    return first < 1 || last > PortRules.LAST || first > last
        ? new AdminPort.Invalid(port.span())
        : new AdminPort.Range(known, first, last, port.span());
  }
}
