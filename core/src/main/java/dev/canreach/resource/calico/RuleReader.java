package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.calico.CalicoRule.Action;
import dev.canreach.resource.calico.EntityRule.Accounts;
import dev.canreach.resource.calico.EntityRule.ServiceName;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ScalarItem;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads rules. What Calico refuses in them is left out here and reported by the rules of validation. */
final class RuleReader {
  private RuleReader() {}

  static List<CalicoRule> read(Fields spec, String direction) {
    var rules = new ArrayList<CalicoRule>();
    for (Fields rule : spec.objects(direction)) {
      rules.add(rule(rule, rules.size()));
    }
    return rules;
  }

  private static CalicoRule rule(Fields rule, int index) {
    return new CalicoRule(action(rule.textOrEmpty("action")), family(rule),
        rule.scalar("protocol").flatMap(RuleProtocol::of), rule.scalar("notProtocol").flatMap(RuleProtocol::of),
        icmp(rule, "icmp"), icmp(rule, "notICMP"), entity(rule.object("source")), entity(rule.object("destination")),
        http(rule), index, rule.span());
  }

  private static Action action(String text) {
    return switch (text) {
      case "Allow" -> Action.ALLOW;
      case "Deny" -> Action.DENY;
      case "Pass" -> Action.PASS;
      case "Log" -> Action.LOG;
      default -> Action.INVALID;
    };
  }

  private static Optional<IpFamily> family(Fields rule) {
    return rule.integer("ipVersion").flatMap(version -> switch (version) {
      case 4 -> Optional.of(IpFamily.IPV4);
      case 6 -> Optional.of(IpFamily.IPV6);
      default -> Optional.empty();
    });
  }

  private static Optional<CalicoRule.Icmp> icmp(Fields rule, String name) {
    Fields icmp = rule.object(name);
    return icmp.present()
        ? Optional.of(new CalicoRule.Icmp(number(icmp, "type"), number(icmp, "code")))
        : Optional.empty();
  }

  private static OptionalInt number(Fields owner, String name) {
    return owner.integer(name).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static EntityRule entity(Fields entity) {
    return new EntityRule(nets(entity, "nets"), nets(entity, "notNets"), PolicyReader.selector(entity, "selector"),
        PolicyReader.selector(entity, "notSelector"), PolicyReader.selector(entity, "namespaceSelector"),
        accounts(entity), ports(entity, "ports"), ports(entity, "notPorts"), service(entity), entity.span());
  }

  /** Blocks and bare addresses, masked (CALICO/CAX-11). */
  static List<Cidr> nets(Fields owner, String name) {
    return owner.texts(name).stream().flatMap(net -> Cidr.parse(net.text()).stream()).toList();
  }

  private static Optional<Accounts> accounts(Fields entity) {
    Fields accounts = entity.object("serviceAccounts");
    List<String> names = accounts.texts("names").stream().map(Value::text).toList();
    Optional<SelectorText> selector = PolicyReader.selector(accounts, "selector");
    return names.isEmpty() && selector.isEmpty() ? Optional.empty() : Optional.of(new Accounts(names, selector));
  }

  private static List<RulePort> ports(Fields entity, String name) {
    return entity.scalars(name).stream().map(ScalarItem::scalar).flatMap(port -> RulePort.of(port).stream()).toList();
  }

  private static Optional<ServiceName> service(Fields entity) {
    Fields service = entity.object("services");
    return service.present()
        ? Optional.of(new ServiceName(service.textOrEmpty("namespace"), service.textOrEmpty("name")))
        : Optional.empty();
  }

  private static Optional<HttpMatch> http(Fields rule) {
    Fields http = rule.object("http");
    if (!http.present()) {
      return Optional.empty();
    }
    List<HttpMatch.Path> paths = http.objects("paths")
        .stream()
        .map(path -> path.has("exact")
            ? new HttpMatch.Path(true, path.textOrEmpty("exact"))
            : new HttpMatch.Path(false, path.textOrEmpty("prefix")))
        .toList();
    return Optional.of(new HttpMatch(http.texts("methods").stream().map(Value::text).toList(), paths));
  }
}
