package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;

/** Checks policies and profiles (CALICO/1.16). */
final class PolicyRules {
  private static final int MOST_RULES = 1024;

  private PolicyRules() {}

  static void check(Subject subject) {
    spec(subject, subject.kind().endsWith("GlobalNetworkPolicy"));
  }

  static void checkProfile(Subject subject) {
    rules(subject, "ingress", false);
    rules(subject, "egress", false);
  }

  private static void spec(Subject subject, boolean global) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    SelectorRules.check(spec, "selector", problems);
    SelectorRules.check(spec, "serviceAccountSelector", problems);
    if (global) {
      SelectorRules.check(spec, "namespaceSelector", problems);
      hostUse(spec, problems);
    }
    types(spec, "types", problems);
    words(spec, "performanceHints", List.of("AssumeNeededOnEveryNode"), problems);
    problems.check(spec.at("tier"), spec.textOrEmpty("tier"), Names::labelValue);
    rules(subject, "ingress", global);
    rules(subject, "egress", global);
  }

  static void types(Fields spec, String name, Problems problems) {
    words(spec, name, List.of("Ingress", "Egress"), problems);
  }

  private static void words(Fields spec, String name, List<String> known, Problems problems) {
    var seen = new ArrayList<String>();
    for (Value word : spec.texts(name)) {
      problems.oneOf(word.place(), word.text(), known.toArray(String[]::new));
      if (seen.contains(word.text())) {
        problems.duplicate(word.place(), word.text());
      }
      seen.add(word.text());
    }
  }

  /** Before addresses are translated there is no egress, and both early uses are of forwarded traffic too (CALICO/1.10). */
  private static void hostUse(Fields spec, Problems problems) {
    boolean untracked = spec.flag("doNotTrack").orElse(false);
    boolean preDnat = spec.flag("preDNAT").orElse(false);
    if (untracked && preDnat) {
      problems.error(ProblemType.INVALID, spec.at("preDNAT"), "`preDNAT` and `doNotTrack` exclude each other");
    }
    if ((untracked || preDnat) && !spec.flag("applyOnForward").orElse(false)) {
      problems.error(ProblemType.INVALID, spec.at("applyOnForward"),
          "`preDNAT` and `doNotTrack` need `applyOnForward: true`");
    }
    if (preDnat && spec.size("egress") > 0) {
      problems.error(ProblemType.INVALID, spec.at("egress"),
          "a policy with `preDNAT` has no egress rules: remove them");
    }
    if (preDnat && spec.texts("types").stream().anyMatch(type -> type.text().equals("Egress"))) {
      problems.error(ProblemType.INVALID, spec.at("types"), "a policy with `preDNAT` is for ingress only");
    }
  }

  private static void rules(Subject subject, String direction, boolean global) {
    Fields spec = subject.spec();
    if (spec.size(direction) > MOST_RULES) {
      subject.problems()
          .error(ProblemType.TOO_MANY, spec.at(direction), "a policy may have " + MOST_RULES + " rules: split it");
    }
    for (Fields rule : spec.objects(direction)) {
      new RuleRules(rule, direction.equals("ingress"), global, subject.problems()).check();
    }
  }
}
