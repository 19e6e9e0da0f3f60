package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Scalar;
import java.util.List;

/** Checks staged policies (CALICO/1.13). */
final class StagedRules {
  private static final String ACTION = "stagedAction";

  private StagedRules() {}

  static void check(Subject subject) {
    action(subject);
    PolicyRules.check(subject);
    if (deletes(subject)) {
      // types are filled in before the check, so that such a policy is never empty
      refuse(subject);
    }
  }

  static void checkKubernetes(Subject subject) {
    action(subject);
    Fields spec = subject.spec();
    PolicyRules.types(spec, "policyTypes", subject.problems());
    for (String direction : List.of("ingress", "egress")) {
      spec.objects(direction)
          .stream()
          .flatMap(rule -> rule.objects("ports").stream())
          .forEach(port -> port(port,
              subject.problems()));
    }
    boolean empty = !spec.object("podSelector").has("matchLabels")
        && !spec.object("podSelector").has("matchExpressions")
        && spec.size("ingress") == 0 && spec.size("egress") == 0 && spec.size("policyTypes") == 0;
    if (deletes(subject) && !empty) {
      refuse(subject);
    }
  }

  private static void port(Fields port, Problems problems) {
    if (port.scalar("port").filter(Scalar.Text.class::isInstance).isPresent()
        && RulePort.of(port.scalar("port").orElseThrow()).isEmpty()) {
      problems.invalid(port.at("port"), port.textOrEmpty("port"), "is no port: write a number or a name");
    }
  }

  private static void action(Subject subject) {
    Fields spec = subject.spec();
    String action = spec.textOrEmpty(ACTION);
    if (!action.isEmpty()) {
      subject.problems().oneOf(spec.at(ACTION), action, "Set", "Delete", "Learn", "Ignore");
    }
  }

  private static boolean deletes(Subject subject) {
    return subject.spec().textOrEmpty(ACTION).equals("Delete");
  }

  private static void refuse(Subject subject) {
    subject.problems()
        .error(ProblemType.INVALID, subject.spec().place(),
            "a staged policy that deletes may say nothing but `tier`: remove the rest, and `types` that are filled in");
  }
}
