package dev.canreach.resource.cilium;

import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.CiliumEntry.Authentication;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the rules of a policy (CILIUM/2.1, 2.5, 2.6). */
final class CiliumPolicyReader {
  private CiliumPolicyReader() {}

  static List<CiliumRule> rules(Fields policy) {
    var rules = new ArrayList<CiliumRule>();
    if (policy.object("spec").present()) {
      rules.add(rule(policy.object("spec")));
    }
    policy.objects("specs").forEach(spec -> rules.add(rule(spec)));
    return rules;
  }

  private static CiliumRule rule(Fields spec) {
    List<CiliumEntry> ingress = entries(spec, "ingress");
    List<CiliumEntry> egress = entries(spec, "egress");
    return new CiliumRule(selectorAt(spec, "endpointSelector"), selectorAt(spec, "nodeSelector"), ingress, egress,
        isDefaultDeny(spec, "ingress"), isDefaultDeny(spec, "egress"), spec.path().toString(), spec.span());
  }

  /** A rule with an entry for a direction denies there by default, unless it says otherwise (CILIUM/2.6). */
  private static boolean isDefaultDeny(Fields spec, String direction) {
    boolean entries = spec.size(direction) + spec.size(direction + "Deny") > 0;
    return entries && spec.object("enableDefaultDeny").flag(direction).orElse(true);
  }

  private static List<CiliumEntry> entries(Fields spec, String direction) {
    var entries = new ArrayList<CiliumEntry>();
    boolean ingress = direction.equals("ingress");
    for (boolean deny : List.of(false, true)) {
      int index = 0;
      for (Fields entry : spec.objects(deny ? direction + "Deny" : direction)) {
        entries.add(new CiliumEntry(deny, CiliumPeerReader.peers(entry, ingress ? "from" : "to"),
            CiliumPortReader.traffic(entry), authentication(entry), index, entry.path().toString(), entry.span()));
        index++;
      }
    }
    return entries;
  }

  private static Authentication authentication(Fields entry) {
    return switch (entry.object("authentication").textOrEmpty("mode")) {
      case "required" -> Authentication.REQUIRED;
      case "test-always-fail" -> Authentication.ALWAYS_FAILS;
      default -> Authentication.NONE;
    };
  }

  private static Optional<CiliumSelector> selectorAt(Fields owner, String name) {
    Fields selector = owner.object(name);
    return selector.present() ? Optional.of(selector(selector)) : Optional.empty();
  }

  /** Reads a selector; a requirement that Cilium refuses becomes one that nothing meets. */
  static CiliumSelector selector(Fields selector) {
    var labels = new ArrayList<Requirement>();
    for (Value label : selector.entries("matchLabels")) {
      labels.add(new Requirement(label.key(), Operator.IN, List.of(label.text()), label.place().span()));
    }
    var expressions = new ArrayList<Requirement>();
    for (Fields expression : selector.objects("matchExpressions")) {
      List<String> values = expression.texts("values").stream().map(Value::text).toList();
      Operator operator = switch (expression.textOrEmpty("operator")) {
        case "In" -> values.isEmpty() ? Operator.INVALID : Operator.IN;
        case "NotIn" -> values.isEmpty() ? Operator.INVALID : Operator.NOT_IN;
        case "Exists" -> values.isEmpty() ? Operator.EXISTS : Operator.INVALID;
        case "DoesNotExist" -> values.isEmpty() ? Operator.DOES_NOT_EXIST : Operator.INVALID;
        default -> Operator.INVALID;
      };
      expressions.add(new Requirement(expression.textOrEmpty("key"), operator, values, expression.span()));
    }
    return new CiliumSelector(labels, expressions, selector.span());
  }
}
