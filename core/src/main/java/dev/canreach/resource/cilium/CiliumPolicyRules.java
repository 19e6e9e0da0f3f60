package dev.canreach.resource.cilium;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks policies as the schema of Cilium 1.20 and then its agent do (CILIUM/2.11, CX-11). */
final class CiliumPolicyRules {
  private static final int LOG_LENGTH = 32;
  private static final List<String> SECTIONS = List.of("ingress", "ingressDeny", "egress", "egressDeny");
  private static final String ENDPOINTS = "endpointSelector";
  private static final String NODES = "nodeSelector";

  private CiliumPolicyRules() {}

  static void check(Fields policy, boolean namespaced, Problems problems) {
    if (!policy.has("spec") && !policy.has("specs")) {
      problems.required(policy.at("spec"), "a policy needs `spec` or `specs`");
    }
    Stream.concat(Stream.of(policy.object("spec")).filter(Fields::present), policy.objects("specs").stream())
        .forEach(rule -> rule(rule, namespaced, problems));
  }

  private static void rule(Fields rule, boolean namespaced, Problems problems) {
    if (SECTIONS.stream().noneMatch(rule::has)) {
      problems.required(rule.at("ingress"),
          "a rule needs `ingress`, `ingressDeny`, `egress` or `egressDeny`");
    } else if (SECTIONS.stream().allMatch(section -> rule.size(section) == 0)) {
      noEffect(problems, rule.place(), "every list of the rule is empty: give one an entry");
    }
    boolean host = rule.object(NODES).present();
    if (!rule.object(ENDPOINTS).present() && !host) {
      problems.required(rule.at(ENDPOINTS), "a rule needs `endpointSelector` or `nodeSelector`");
    } else if (rule.object(ENDPOINTS).present() && host) {
      problems.error(ProblemType.INVALID, rule.place(),
          "a rule has `endpointSelector` or `nodeSelector`, not both: remove one");
    } else if (host && namespaced) {
      noEffect(problems, rule.at(NODES),
          "`nodeSelector` needs a CiliumClusterwideNetworkPolicy: nodes have no namespace");
    }
    selector(rule.object(ENDPOINTS), problems);
    selector(rule.object(NODES), problems);
    for (String section : SECTIONS) {
      for (Fields entry : rule.objects(section)) {
        CiliumPeerRules.check(entry, section.startsWith("ingress") ? "from" : "to", problems);
        CiliumPortRules.check(entry, section, host, problems);
        authentication(entry, problems);
      }
    }
    for (Fields label : rule.objects("labels")) {
      if (!label.has("key")) {
        problems.required(label.at("key"), "a label needs `key`");
      }
    }
    log(rule.object("log"), problems);
  }

  private static void authentication(Fields entry, Problems problems) {
    Fields authentication = entry.object("authentication");
    if (authentication.present() && !authentication.has("mode")) {
      problems.required(authentication.at("mode"), "authentication needs `mode`");
    }
    authentication.text("mode")
        .ifPresent(mode -> problems.oneOf(authentication.at("mode"), mode, "disabled", "required",
            "test-always-fail"));
  }

  private static void log(Fields log, Problems problems) {
    String value = log.textOrEmpty("value");
    if (value.length() > LOG_LENGTH) {
      problems.error(ProblemType.TOO_LONG, log.at("value"),
          "the value is too long: use " + LOG_LENGTH + " characters at most");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      problems.invalid(log.at("value"), value, "has control characters: remove them");
    }
  }

  /** Checks a selector over labels that have a source. */
  static void selector(Fields selector, Problems problems) {
    for (Value label : selector.entries("matchLabels")) {
      var place = new Place(label.place().path().key(label.key()), label.place().span());
      key(label.key(), place, problems);
      problems.check(place, label.text(), Names::labelValue);
    }
    for (Fields expression : selector.objects("matchExpressions")) {
      expression(expression, problems);
    }
  }

  private static void expression(Fields expression, Problems problems) {
    if (!expression.has("key")) {
      problems.required(expression.at("key"), "an expression needs `key`");
    } else {
      key(expression.textOrEmpty("key"), expression.at("key"), problems);
    }
    if (!expression.has("operator")) {
      problems.required(expression.at("operator"), "an expression needs `operator`");
      return;
    }
    String operator = expression.textOrEmpty("operator");
    problems.oneOf(expression.at("operator"), operator, "In", "NotIn", "Exists", "DoesNotExist");
    boolean compares = operator.equals("In") || operator.equals("NotIn");
    if (compares && expression.size("values") == 0) {
      noEffect(problems, expression.at("values"), Quote.text(operator) + " needs at least one value");
    } else if (operator.endsWith("xist") || operator.equals("Exists")) {
      if (expression.size("values") > 0) {
        noEffect(problems, expression.at("values"), Quote.text(operator) + " takes no values: remove them");
      }
    }
    for (Value value : expression.texts("values")) {
      Names.labelValue(value.text())
          .ifPresent(problem -> noEffect(problems, value.place(), Quote.text(value.text()) + " " + problem));
    }
  }

  private static void key(String key, Place place, Problems problems) {
    String name = SourcedKey.parse(key).name();
    Optional<String> problem = Names.labelKey(name);
    problem.ifPresent(text -> noEffect(problems, place, Quote.text(key) + " " + text));
  }

  /** The agent refuses the policy although the server has stored it. */
  static void noEffect(Problems problems, Place place, String message) {
    problems.error(ProblemType.NO_EFFECT, place, message);
  }
}
