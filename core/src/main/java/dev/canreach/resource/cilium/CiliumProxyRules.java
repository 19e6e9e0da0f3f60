package dev.canreach.resource.cilium;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Checks what a proxy is to do with connections (CILIUM/2.8, 2.11). */
final class CiliumProxyRules {
  private static final Pattern SERVER_NAME = Pattern.compile("([-a-zA-Z0-9_*]+[.]?)+");
  /** What other expression languages have, and this one has not. */
  private static final Pattern NOT_RE2 = Pattern.compile(".*(\\(\\?[=!<]|\\\\[1-9]).*", Pattern.DOTALL);
  private static final String PRIORITY = "priority";

  private CiliumProxyRules() {}

  static void check(Fields item, boolean ingress, boolean host, Problems problems) {
    Fields rules = item.object("rules");
    if (rules.present()) {
      rules(item, rules, ingress, host, problems);
    }
    serverNames(item, problems);
    Stream.of("terminatingTLS", "originatingTLS")
        .map(item::object)
        .filter(Fields::present)
        .forEach(tls -> tls(tls, problems));
    if (item.object("listener").present()) {
      listener(item.object("listener"), ingress, problems);
      if (!isEmpty(rules)) {
        CiliumPolicyRules.noEffect(problems, item.at("listener"),
            "a listener of your own and `rules` exclude each other: remove one");
      }
    }
  }

  private static boolean isEmpty(Fields rules) {
    return rules.size("http") == 0 && rules.size("dns") == 0;
  }

  private static void rules(Fields item, Fields rules, boolean ingress, boolean host, Problems problems) {
    boolean http = rules.has("http");
    boolean dns = rules.has("dns");
    if (!http && !dns) {
      problems.required(rules.at("http"), "write `http` or `dns`");
    } else if (http && dns) {
      problems.error(ProblemType.INVALID, rules.place(), "`http` and `dns` exclude each other: write one");
    }
    if (ingress && rules.size("dns") > 0) {
      CiliumPolicyRules.noEffect(problems, rules.at("dns"), "rules for names work for egress only");
    }
    if (host && !isEmpty(rules) && (ingress || rules.size("http") > 0)) {
      CiliumPolicyRules.noEffect(problems, item.at("rules"), "a rule for nodes cannot look into requests");
    }
    if (!isEmpty(rules)) {
      item.objects("ports").forEach(port -> port(port, rules.size("http") > 0, problems));
    }
    if (rules.size("dns") > 0 && item.size("ports") == 0) {
      CiliumPolicyRules.noEffect(problems, item.at("ports"), "rules for names need `ports`: write port 53");
    }
    rules.objects("dns").forEach(name -> CiliumPeerRules.domain(name, problems));
    rules.objects("http").forEach(request -> request(request, problems));
  }

  private static void port(Fields port, boolean http, Problems problems) {
    Optional<Integer> number = CiliumPortReader.number(port.textOrEmpty("port"));
    if (http && !port.textOrEmpty("protocol").equals("TCP")) {
      CiliumPolicyRules.noEffect(problems, port.at("protocol"), "rules for requests need the protocol `TCP`");
    } else if (number.isPresent() && number.get() == 0) {
      CiliumPolicyRules.noEffect(problems, port.at("port"), "rules for requests need a port, and `0` is every port");
    } else if (!http && number.isPresent() && port.number("endPort").orElse(0L) > number.get()) {
      CiliumPolicyRules.noEffect(problems, port.at("endPort"), "rules for names take no range of ports");
    }
  }

  private static void request(Fields request, Problems problems) {
    expression(request, "path", problems);
    expression(request, "method", problems);
    for (Fields match : request.objects("headerMatches")) {
      if (match.textOrEmpty("name").isEmpty()) {
        problems.required(match.at("name"), "a header needs `name`");
      }
      match.text("mismatch")
          .ifPresent(action -> problems.oneOf(match.at("mismatch"), action, "LOG", "ADD", "DELETE", "REPLACE"));
    }
  }

  private static void expression(Fields request, String field, Problems problems) {
    String text = request.textOrEmpty(field);
    boolean compiles = !NOT_RE2.matcher(text).matches();
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      compiles = false;
    }
    if (!compiles) {
      CiliumPolicyRules.noEffect(problems, request.at(field), Quote.text(text) + " is no regular expression of RE2");
    }
  }

  private static void serverNames(Fields item, Problems problems) {
    Place place = item.at("serverNames");
    if (item.has("serverNames") && item.size("serverNames") == 0) {
      problems.error(ProblemType.INVALID, place, "`serverNames` is empty: write a name, or leave it out");
    }
    if (item.size("serverNames") > 0 && !isEmpty(item.object("rules")) && !item.has("terminatingTLS")) {
      CiliumPolicyRules.noEffect(problems, place, "`serverNames` beside `rules` needs `terminatingTLS`");
    }
    Set<String> seen = new HashSet<>();
    for (Value name : item.texts("serverNames")) {
      if (!SERVER_NAME.matcher(name.text()).matches()) {
        problems.invalid(name.place(), name.text(), "is no server name: use letters, digits, `-`, `_`, `*` and dots");
      } else if (!seen.add(name.text())) {
        problems.duplicate(name.place(), name.text());
      }
    }
  }

  private static void tls(Fields tls, Problems problems) {
    if (!tls.has("secret")) {
      problems.required(tls.at("secret"), "TLS needs a `secret`");
    } else if (!tls.object("secret").has("name")) {
      problems.required(tls.object("secret").at("name"), "a secret needs `name`");
    }
  }

  private static void listener(Fields listener, boolean ingress, Problems problems) {
    Fields config = listener.object("envoyConfig");
    if (!config.present()) {
      problems.required(listener.at("envoyConfig"), "a listener needs `envoyConfig`");
    } else {
      if (config.textOrEmpty("name").isEmpty()) {
        problems.required(config.at("name"), "`envoyConfig` needs `name`");
      }
      config.text("kind")
          .ifPresent(
              kind -> problems.oneOf(config.at("kind"), kind, "CiliumEnvoyConfig", "CiliumClusterwideEnvoyConfig"));
    }
    if (listener.textOrEmpty("name").isEmpty()) {
      problems.required(listener.at("name"), "a listener needs `name`");
    }
    listener.number(PRIORITY).ifPresent(value -> problems.inRange(listener.at(PRIORITY), value, 1, 100));
    if (ingress) {
      CiliumPolicyRules.noEffect(problems, listener.place(), "a listener of your own works for egress only");
    }
  }
}
