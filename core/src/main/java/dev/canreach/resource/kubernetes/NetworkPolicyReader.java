package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads network policies (K8S/N-01 to N-26). */
final class NetworkPolicyReader {
  private static final int LAST_PORT = 65535;

  private NetworkPolicyReader() {}

  static List<NetworkPolicy> read(Subject subject) {
    Fields spec = subject.spec();
    var types = new ArrayList<PolicyType>();
    for (Value type : spec.texts("policyTypes")) {
      switch (type.text()) {
        case "Ingress" -> types.add(PolicyType.INGRESS);
        case "Egress" -> types.add(PolicyType.EGRESS);
        default -> {
          // refused by the rules
        }
      }
    }
    // without types a policy governs ingress, and egress too when it has a rule for it (K8S/N-02)
    boolean untyped = !spec.has("policyTypes") || spec.isEmptyList("policyTypes");
    // the server refuses other types, so that either direction may have been meant
    boolean mistyped = !untyped && (types.isEmpty() || types.size() < spec.size("policyTypes"));
    return List.of(new NetworkPolicy(subject.meta(), meant(Labels.readSelector(spec.object("podSelector"))), types,
        untyped || mistyped || types.contains(PolicyType.INGRESS),
        untyped ? spec.has("egress") && !spec.isEmptyList("egress") : mistyped || types.contains(PolicyType.EGRESS),
        rules(spec, "ingress", "from"),
        rules(spec, "egress", "to"), subject.span()));
  }

  /** The server refuses a requirement that is none, so that any pod may have been meant where the rest fits. */
  private static LabelSelector meant(LabelSelector written) {
    return new LabelSelector(written.requirements().stream().filter(NetworkPolicyReader::isValid).toList(),
        written.span());
  }

  private static boolean isValid(LabelSelector.Requirement requirement) {
    return requirement.operator() != LabelSelector.Operator.INVALID;
  }

  private static List<PolicyRuleSpec> rules(Fields spec, String direction, String peers) {
    if (spec.isUnreadableList(direction)) {
      var place = spec.at(direction).span();
      return List.of(new PolicyRuleSpec(List.of(new PolicyPeer.Invalid(place)), List.of(), 0, place));
    }
    var rules = new ArrayList<PolicyRuleSpec>();
    for (Fields rule : spec.objects(direction)) {
      rules.add(new PolicyRuleSpec(peers(rule, peers), ports(rule), rules.size(), rule.span()));
    }
    return rules;
  }

  /** The peers of a rule; what is no list, or no rule, may mean anyone. */
  private static List<PolicyPeer> peers(Fields rule, String name) {
    return rule.present() && !rule.isUnreadableList(name)
        ? rule.objects(name).stream().map(NetworkPolicyReader::peer).toList()
        : List.of(new PolicyPeer.Invalid(rule.at(name).span()));
  }

  private static List<PolicyPort> ports(Fields rule) {
    return rule.isUnreadableList("ports")
        ? List.of(new PolicyPort.Invalid(rule.at("ports").span()))
        : rule.objects("ports").stream().map(NetworkPolicyReader::port).toList();
  }

  private static PolicyPeer peer(Fields peer) {
    Optional<LabelSelector> pods = selector(peer, "podSelector");
    Optional<LabelSelector> namespaces = selector(peer, "namespaceSelector");
    boolean selects = pods.isPresent() || namespaces.isPresent();
    boolean read = Stream.of(pods, namespaces)
        .flatMap(Optional::stream)
        .flatMap(selector -> selector.requirements().stream())
        .allMatch(NetworkPolicyReader::isValid);
    if (selects == peer.has("ipBlock") || !read) {
      return new PolicyPeer.Invalid(peer.span());
    }
    if (selects) {
      return new PolicyPeer.Pods(pods, namespaces, peer.span());
    }
    return block(peer.object("ipBlock")).<PolicyPeer>map(PolicyPeer.Block::new)
        .orElse(new PolicyPeer.Invalid(peer.span()));
  }

  private static Optional<LabelSelector> selector(Fields peer, String name) {
    Fields selector = peer.object(name);
    return selector.present() ? Optional.of(Labels.readSelector(selector)) : Optional.empty();
  }

  private static Optional<IpBlock> block(Fields block) {
    if (block.isUnreadableList("except")) {
      return Optional.empty();
    }
    var except = new ArrayList<Cidr>();
    for (Value text : block.texts("except")) {
      Optional<Cidr> cidr = Addresses.parseCidr(text.text());
      if (cidr.isEmpty()) {
        return Optional.empty();
      }
      except.add(cidr.get());
    }
    return Addresses.parseCidr(block.textOrEmpty("cidr"))
        .filter(cidr -> except.stream().allMatch(each -> each.family() == cidr.family()))
        .map(cidr -> new IpBlock(cidr, except, block.span()));
  }

  private static PolicyPort port(Fields port) {
    Optional<Protocol> protocol = PodSpecReader.protocol(port.text("protocol").orElse("TCP"));
    var invalid = new PolicyPort.Invalid(port.span());
    if (protocol.isEmpty() || port.text("protocol").filter(String::isEmpty).isPresent()) {
      return invalid;
    }
    Optional<Scalar> written = port.scalar("port");
    if (written.isEmpty()) {
      return port.has("endPort") || port.has("port") ? invalid : new PolicyPort.Any(protocol.get(), port.span());
    }
    return switch (written.get()) {
      case Scalar.Int(long first) -> {
        long last = port.number("endPort").orElse(first);
        yield first >= 1 && first <= last && last <= LAST_PORT
            ? new PolicyPort.Range(protocol.get(), (int) first, (int) last, port.span())
            : invalid;
      }
      case Scalar.Text(String name) -> Names.portName(name).isPresent() || port.has("endPort")
          ? invalid
          : new PolicyPort.Named(protocol.get(), name, port.span());
      case Scalar.Bool(boolean value) -> invalid;
      case Scalar.Decimal(double value) -> invalid;
      case Scalar.Null() -> invalid;
    };
  }
}
