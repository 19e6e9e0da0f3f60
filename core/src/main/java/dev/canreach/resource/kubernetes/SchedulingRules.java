package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;

/** Checks where a pod may run: affinity, tolerations and spreading. */
final class SchedulingRules {
  private static final int MAX_WEIGHT = 100;
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private SchedulingRules() {}

  static void check(Fields spec, Problems problems) {
    Fields affinity = spec.object("affinity");
    nodeAffinity(affinity.object("nodeAffinity"), problems);
    podAffinity(affinity.object("podAffinity"), problems);
    podAffinity(affinity.object("podAntiAffinity"), problems);
    spec.objects("tolerations").forEach(toleration -> toleration(toleration, problems));
    spec.objects("topologySpreadConstraints").forEach(constraint -> spread(constraint, problems));
  }

  private static void nodeAffinity(Fields affinity, Problems problems) {
    Fields required = affinity.object(REQUIRED);
    if (required.present()) {
      if (required.size("nodeSelectorTerms") == 0) {
        problems.required(required.at("nodeSelectorTerms"), "a node affinity needs at least one term");
      }
      required.objects("nodeSelectorTerms").forEach(term -> nodeTerm(term, problems));
    }
    for (Fields preferred : affinity.objects(PREFERRED)) {
      weight(preferred, problems);
      nodeTerm(preferred.object("preference"), problems);
    }
  }

  private static void nodeTerm(Fields term, Problems problems) {
    for (Fields expression : term.objects("matchExpressions")) {
      int values = expression.size("values");
      String operator = expression.textOrEmpty("operator");
      switch (operator) {
        case "In", "NotIn" -> {
          if (values == 0) {
            problems.required(expression.at("values"), Quote.text(operator) + " needs at least one value");
          }
        }
        case "Exists", "DoesNotExist" -> {
          if (values > 0) {
            problems.forbidden(expression.at("values"), Quote.text(operator) + " takes no values: remove them");
          }
        }
        case "Gt", "Lt" -> {
          if (values != 1) {
            problems.required(expression.at("values"), Quote.text(operator) + " needs exactly one value");
          }
        }
        default -> problems.invalid(expression.at("operator"), operator,
            "is no operator: use `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`");
      }
      problems.check(expression.at("key"), expression.textOrEmpty("key"), Names::labelKey);
      for (Value value : expression.texts("values")) {
        problems.check(value.place(), value.text(), Names::labelValue);
      }
    }
  }

  private static void podAffinity(Fields affinity, Problems problems) {
    affinity.objects(REQUIRED).forEach(term -> podTerm(term, problems));
    for (Fields preferred : affinity.objects(PREFERRED)) {
      weight(preferred, problems);
      podTerm(preferred.object("podAffinityTerm"), problems);
    }
  }

  private static void podTerm(Fields term, Problems problems) {
    Labels.checkSelector(term.object("labelSelector"), problems);
    Labels.checkSelector(term.object("namespaceSelector"), problems);
    topologyKey(term, problems);
  }

  private static void topologyKey(Fields owner, Problems problems) {
    String key = owner.textOrEmpty("topologyKey");
    if (key.isEmpty()) {
      problems.required(owner.at("topologyKey"), "this needs `topologyKey`, such as `kubernetes.io/hostname`");
    } else {
      problems.check(owner.at("topologyKey"), key, Names::labelKey);
    }
  }

  private static void weight(Fields preferred, Problems problems) {
    problems.inRange(preferred.at("weight"), preferred.number("weight").orElse(0L), 1, MAX_WEIGHT);
  }

  private static void toleration(Fields toleration, Problems problems) {
    String key = toleration.textOrEmpty("key");
    String operator = toleration.textOrEmpty("operator");
    String value = toleration.textOrEmpty("value");
    String effect = toleration.textOrEmpty("effect");
    if (!key.isEmpty()) {
      problems.check(toleration.at("key"), key, Names::labelKey);
    } else if (!operator.equals("Exists")) {
      problems.invalid(toleration.at("operator"), operator, "needs a key: only `Exists` does without");
    }
    switch (operator) {
      case "", "Equal" -> problems.check(toleration.at("operator"), value, Names::labelValue);
      case "Exists" -> {
        if (!value.isEmpty()) {
          problems.error(ProblemType.INVALID, toleration.at("operator"), "`Exists` takes no value: remove it");
        }
      }
      default -> problems.oneOf(toleration.at("operator"), operator, "Equal", "Exists");
    }
    if (toleration.has("tolerationSeconds") && !effect.equals("NoExecute")) {
      problems.error(ProblemType.INVALID, toleration.at("effect"), "`tolerationSeconds` needs effect `NoExecute`");
    }
    if (!effect.isEmpty()) {
      problems.oneOf(toleration.at("effect"), effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }
  }

  private static void spread(Fields constraint, Problems problems) {
    long skew = constraint.number("maxSkew").orElse(0L);
    if (skew <= 0) {
      problems.invalid(constraint.at("maxSkew"), Long.toString(skew), "is too little: use 1 or more");
    }
    topologyKey(constraint, problems);
    problems.oneOf(constraint.at("whenUnsatisfiable"), constraint.textOrEmpty("whenUnsatisfiable"), "DoNotSchedule",
        "ScheduleAnyway");
    Labels.checkSelector(constraint.object("labelSelector"), problems);
  }
}
