package dev.canreach.resource.kubernetes;

import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks policies of administrators as the schemas of network-policy-api do (K8S/P-16, KX-7, KX-8). */
final class AdminPolicyRules {
  private static final int LAST_PRIORITY = 1000;
  private static final int NAME_LENGTH = 100;
  private static final int MOST = 100;
  private static final int MOST_OF_CLUSTER = 25;
  private static final String[] KINDS = {"namespaces", "pods", "nodes", "networks", "domainNames"};
  /** One star for the labels before at least two that are written. */
  private static final Pattern DOMAIN = Pattern
      .compile("(\\*\\.)?([a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?\\.?");

  private AdminPolicyRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String kind = subject.manifest().kind();
    boolean cluster = kind.equals(AdminPolicy.CLUSTER);
    if (!spec.present()) {
      problems.required(subject.fields().at("spec"), "a policy needs `spec`");
      return;
    }
    if (kind.equals(AdminPolicy.BASELINE)) {
      if (!subject.meta().name().equals("default")) {
        problems.error(ProblemType.INVALID, subject.fields().object("metadata").at("name"),
            "a cluster has one baseline policy: name it `default`");
      }
    } else if (spec.has("priority")) {
      problems.inRange(spec.at("priority"), spec.number("priority").orElse(0L), 0, LAST_PRIORITY);
    } else {
      problems.required(spec.at("priority"), "a policy needs `priority`, from 0 to " + LAST_PRIORITY);
    }
    if (cluster) {
      if (spec.has("tier")) {
        problems.oneOf(spec.at("tier"), spec.textOrEmpty("tier"), "Admin", "Baseline");
      } else {
        problems.required(spec.at("tier"), "a policy needs `tier`: `Admin` or `Baseline`");
      }
    }
    if (spec.has("subject")) {
      peer(spec.object("subject"), cluster, problems);
    } else {
      problems.required(spec.at("subject"), "a policy needs `subject`: the pods that it governs");
    }
    rules(spec, "ingress", "from", kind, problems);
    rules(spec, "egress", "to", kind, problems);
  }

  private static void rules(Fields spec, String direction, String peers, String kind, Problems problems) {
    boolean cluster = kind.equals(AdminPolicy.CLUSTER);
    int most = cluster ? MOST_OF_CLUSTER : MOST;
    atMost(spec, direction, most, problems);
    for (Fields rule : spec.objects(direction)) {
      action(rule, kind, problems);
      if (rule.textOrEmpty("name").length() > NAME_LENGTH) {
        problems.error(ProblemType.TOO_LONG, rule.at("name"),
            "the name is too long: use " + NAME_LENGTH + " characters at most");
      }
      if (!rule.has(peers)) {
        problems.required(rule.at(peers), "a rule needs `" + peers + "`: who is at the other end");
      } else if (rule.size(peers) == 0) {
        problems.error(ProblemType.INVALID, rule.at(peers), "`" + peers + "` is empty: write a peer");
      }
      atMost(rule, peers, most, problems);
      rule.objects(peers).forEach(peer -> peer(peer, cluster, problems));
      String ports = cluster ? "protocols" : "ports";
      if (rule.has(ports) && rule.size(ports) == 0) {
        problems.error(ProblemType.INVALID, rule.at(ports), "`" + ports + "` is empty: leave it out for every port");
      }
      atMost(rule, ports, most, problems);
      rule.objects(ports).forEach(port -> AdminPortRules.check(port, cluster, problems));
      named(rule, peers, ports, cluster, problems);
    }
  }

  private static void named(Fields rule, String peers, String ports, boolean cluster, Problems problems) {
    String field = cluster ? "destinationNamedPort" : "namedPort";
    if (rule.objects(ports).stream().noneMatch(port -> port.has(field))) {
      return;
    }
    for (String kind : List.of("networks", "nodes", "domainNames")) {
      if (rule.objects(peers).stream().anyMatch(peer -> peer.has(kind))) {
        problems.error(ProblemType.INVALID, rule.place(),
            "`" + kind + "` have no named ports: give them a rule of their own");
      }
    }
  }

  private static void action(Fields rule, String kind, Problems problems) {
    if (!rule.has("action")) {
      problems.required(rule.at("action"), "a rule needs `action`");
      return;
    }
    String action = rule.textOrEmpty("action");
    switch (kind) {
      case AdminPolicy.CLUSTER -> problems.oneOf(rule.at("action"), action, "Accept", "Deny", "Pass");
      case AdminPolicy.BASELINE -> problems.oneOf(rule.at("action"), action, "Allow", "Deny");
      default -> problems.oneOf(rule.at("action"), action, "Allow", "Deny", "Pass");
    }
  }

  private static void atMost(Fields owner, String list, int most, Problems problems) {
    if (owner.size(list) > most) {
      problems.error(ProblemType.TOO_MANY, owner.at(list),
          "there are " + owner.size(list) + " items: write " + most + " at most");
    }
  }

  private static void peer(Fields peer, boolean cluster, Problems problems) {
    long kinds = Set.of(KINDS).stream().filter(peer::has).count();
    if (kinds == 0) {
      problems.error(ProblemType.INVALID, peer.place(), "nobody is selected: write one of the ways to select");
    } else if (kinds > 1) {
      problems.error(ProblemType.TOO_MANY, peer.place(), "the ways to select exclude each other: write one");
    }
    warn(peer, "namespaces", problems);
    warn(peer, "nodes", problems);
    if (peer.has("pods")) {
      Fields pods = peer.object("pods");
      if (!pods.has("podSelector")) {
        problems.required(pods.at("podSelector"), "`pods` need `podSelector`, `{}` for all");
      }
      if (!cluster && !pods.has("namespaceSelector")) {
        problems.required(pods.at("namespaceSelector"), "`pods` need `namespaceSelector`, `{}` for all");
      }
      warn(pods, "podSelector", problems);
      warn(pods, "namespaceSelector", problems);
    }
    networks(peer, problems);
    names(peer, problems);
  }

  /** The schema takes any selector; one that cannot be understood selects nothing, and a DENY then opens (K8S/KX-8). */
  private static void warn(Fields owner, String name, Problems problems) {
    for (Fields expression : owner.object(name).objects("matchExpressions")) {
      for (String field : List.of("key", "operator")) {
        if (!expression.has(field)) {
          problems.required(expression.at(field), "an expression needs `" + field + "`");
        }
      }
    }
    if (Labels.readSelector(owner.object(name))
        .requirements()
        .stream()
        .anyMatch(requirement -> requirement.operator() == Operator.INVALID)) {
      problems.warning(owner.at(name), "the server takes this selector, but it selects nothing: correct it");
    }
  }

  private static void networks(Fields peer, Problems problems) {
    if (peer.has("networks") && peer.size("networks") == 0) {
      problems.error(ProblemType.INVALID, peer.at("networks"), "`networks` is empty: write a block");
    }
    atMost(peer, "networks", MOST_OF_CLUSTER, problems);
    Set<String> seen = new HashSet<>();
    for (Value text : peer.texts("networks")) {
      boolean mapped = text.text().toLowerCase(Locale.ROOT).startsWith("::ffff:") && text.text().contains(".");
      if (Addresses.parseCidr(text.text()).isEmpty() || mapped || text.text().matches("(.*[./])?0[0-9].*")) {
        problems.invalid(text.place(), text.text(), "is no address block: write one such as `10.9.8.0/24`");
      } else if (!seen.add(text.text())) {
        problems.duplicate(text.place(), text.text());
      }
    }
  }

  private static void names(Fields peer, Problems problems) {
    if (peer.has("domainNames") && peer.size("domainNames") == 0) {
      problems.error(ProblemType.INVALID, peer.at("domainNames"), "`domainNames` is empty: write a name");
    }
    atMost(peer, "domainNames", MOST_OF_CLUSTER, problems);
    Set<String> seen = new HashSet<>();
    for (Value text : peer.texts("domainNames")) {
      if (!DOMAIN.matcher(text.text()).matches()) {
        problems.invalid(text.place(), text.text(),
            "is no domain name: write two labels or more, after `*.` if that is meant");
      } else if (!seen.add(text.text())) {
        problems.duplicate(text.place(), text.text());
      }
    }
  }
}
