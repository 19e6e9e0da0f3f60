package dev.canreach.resource.kubernetes;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import dev.canreach.source.Scalar;
import java.util.List;
import java.util.Optional;

/** Checks objects that create pods (K8S/W-01). */
final class WorkloadRules {
  private static final int MAX_PERCENT_DIGITS = 9;
  private static final String ROLLING_UPDATE = "rollingUpdate";
  private static final String SELECTOR = "selector";

  private WorkloadRules() {}

  static void checkDeployment(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    warnName(subject);
    notNegative(spec, problems, "replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds");
    if (requireSelector(spec, problems)) {
      checkTemplate(spec.object("template"), problems);
    }
    checkAlwaysRestarts(spec.object("template").object("spec"), problems);
    strategy(spec.object("strategy"), problems);
  }

  static void checkReplicaSet(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    warnName(subject);
    notNegative(spec, problems, "replicas", "minReadySeconds");
    if (requireSelector(spec, problems)) {
      checkTemplate(spec.object("template"), problems);
    }
    checkAlwaysRestarts(spec.object("template").object("spec"), problems);
  }

  /** The server leaves the pods of a StatefulSet unchecked until they are created, because their volumes come later. */
  static void checkStatefulSet(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    warnName(subject);
    notNegative(spec, problems, "replicas", "minReadySeconds", "revisionHistoryLimit");
    notNegative(spec.object("ordinals"), problems, "start");
    nonEmpty(spec, "podManagementPolicy").filter(policy -> !List.of("OrderedReady", "Parallel").contains(policy))
        .ifPresent(policy -> problems.invalid(spec.at("podManagementPolicy"), policy,
            "is no policy: use `OrderedReady` or `Parallel`"));
    Fields strategy = spec.object("updateStrategy");
    String type = nonEmpty(strategy, "type").orElse("RollingUpdate");
    if (type.equals("OnDelete") && strategy.has(ROLLING_UPDATE)) {
      problems.error(ProblemType.INVALID, strategy.at(ROLLING_UPDATE), "`rollingUpdate` needs type `RollingUpdate`");
    } else if (!type.equals("OnDelete") && !type.equals("RollingUpdate")) {
      problems.invalid(strategy.place(), type, "is no update strategy: use `RollingUpdate` or `OnDelete`");
    }
    notNegative(strategy.object(ROLLING_UPDATE), problems, "partition");
    if (requireSelector(spec, problems)) {
      checkTemplateMetadata(spec.object("template"), problems);
    }
    checkAlwaysRestarts(spec.object("template").object("spec"), problems);
  }

  static void checkDaemonSet(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    notNegative(spec, problems, "minReadySeconds", "revisionHistoryLimit");
    checkSelector(spec, problems);
    checkTemplate(spec.object("template"), problems);
    checkAlwaysRestarts(spec.object("template").object("spec"), problems);
    Fields strategy = spec.object("updateStrategy");
    String type = nonEmpty(strategy, "type").orElse("RollingUpdate");
    problems.oneOf(strategy.at("type"), type, "RollingUpdate", "OnDelete");
    rollingUpdate(strategy.object(ROLLING_UPDATE), "0", problems);
  }

  static void checkReplicationController(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    warnName(subject);
    notNegative(spec, problems, "replicas", "minReadySeconds");
    Fields template = spec.object("template");
    if (!template.present()) {
      problems.required(spec.at("template"), "a ReplicationController needs a template of its pods");
      return;
    }
    Fields metadata = template.object("metadata");
    boolean selects = !spec.entries(SELECTOR).isEmpty();
    if (!selects && metadata.entries("labels").isEmpty()) {
      problems.required(spec.at(SELECTOR), "a ReplicationController needs `selector` or labels in its template");
    } else if (selects && !Labels.readMapping(spec, SELECTOR).matches(metadata.mapping("labels"))) {
      mismatch(template, problems);
    }
    checkTemplate(template, problems);
    checkAlwaysRestarts(template.object("spec"), problems);
  }

  /** Checks the selector of an object that can't do without, and says whether the server would go on to the template. */
  private static boolean requireSelector(Fields spec, Problems problems) {
    if (!spec.has(SELECTOR)) {
      problems.required(spec.at(SELECTOR), "a workload needs `selector`: repeat labels of its template there");
    }
    return checkSelector(spec, problems);
  }

  private static boolean checkSelector(Fields spec, Problems problems) {
    Fields written = spec.object(SELECTOR);
    Fields template = spec.object("template");
    Labels.checkSelector(written, problems);
    LabelSelector selector = Labels.readSelector(written);
    if (selector.requirements().stream().anyMatch(each -> each.operator() == Operator.INVALID)) {
      problems.error(ProblemType.INVALID, spec.at(SELECTOR), "this selector is malformed: correct its parts");
      return false;
    }
    if (!spec.has(SELECTOR) || !selector.matches(template.object("metadata").mapping("labels"))) {
      mismatch(template, problems);
    } else if (selector.requirements().isEmpty()) {
      problems.error(ProblemType.INVALID, spec.at(SELECTOR), "an empty selector would select every pod: name labels");
    }
    return true;
  }

  private static void mismatch(Fields template, Problems problems) {
    problems.error(ProblemType.INVALID, template.object("metadata").at("labels"),
        "`selector` doesn't select these labels of the template: make them agree");
  }

  /** Checks a template of pods. */
  static void checkTemplate(Fields template, Problems problems) {
    checkTemplateMetadata(template, problems);
    Fields spec = template.object("spec");
    PodSpecRules.check(spec, false, problems);
    if (spec.size("ephemeralContainers") > 0) {
      problems.forbidden(spec.at("ephemeralContainers"), "a template has no ephemeral containers: remove them");
    }
  }

  /** The API leaves out {@code metadata} in the paths of a template's labels and annotations. */
  private static void checkTemplateMetadata(Fields template, Problems problems) {
    FieldPath path = template.path();
    Fields metadata = template.object("metadata");
    Labels.check(metadata.entries("labels"), path.child("labels"), problems);
    Metadata.checkAnnotations(metadata, path.child("annotations"), problems);
  }

  private static void checkAlwaysRestarts(Fields pod, Problems problems) {
    nonEmpty(pod, "restartPolicy").filter(policy -> !policy.equals("Always"))
        .ifPresent(policy -> problems.oneOf(pod.at("restartPolicy"), policy, "Always"));
    if (pod.has("activeDeadlineSeconds")) {
      problems.forbidden(pod.at("activeDeadlineSeconds"), "pods that are always restarted have no deadline: remove it");
    }
  }

  private static void strategy(Fields strategy, Problems problems) {
    String type = nonEmpty(strategy, "type").orElse("RollingUpdate");
    switch (type) {
      case "Recreate" -> {
        if (strategy.has(ROLLING_UPDATE)) {
          problems.forbidden(strategy.at(ROLLING_UPDATE), "type `Recreate` has no `rollingUpdate`: remove one of them");
        }
      }
      case "RollingUpdate" -> rollingUpdate(strategy.object(ROLLING_UPDATE), "25%", problems);
      default -> problems.oneOf(strategy.place(), type, "Recreate", "RollingUpdate");
    }
  }

  private static void rollingUpdate(Fields update, String surgeDefault, Problems problems) {
    if (!update.present()) {
      return;
    }
    amount(update, "maxSurge", Integer.MAX_VALUE, problems);
    amount(update, "maxUnavailable", 100, problems);
    if (isZero(update, "maxUnavailable")
        && (isZero(update, "maxSurge") || (!update.has("maxSurge") && surgeDefault.equals("0")))) {
      problems.error(ProblemType.INVALID, update.at("maxUnavailable"),
          "`maxUnavailable` and `maxSurge` can't both be 0: no pod could ever be replaced");
    }
  }

  private static void amount(Fields update, String field, int mostPercent, Problems problems) {
    Optional<Scalar> amount = update.scalar(field);
    if (amount.isPresent() && amount.get() instanceof Scalar.Int(long number)) {
      problems.notNegative(update.at(field), number);
    } else if (amount.isPresent() && amount.get() instanceof Scalar.Text(String text)
        && !isPercentage(text, mostPercent)) {
      problems.invalid(update.at(field), text, "is no share of the pods: write a number or a percentage such as `25%`");
    }
  }

  private static boolean isPercentage(String text, int most) {
    String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : "";
    return !digits.isEmpty() && digits.length() <= MAX_PERCENT_DIGITS
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(digits) <= most;
  }

  private static boolean isZero(Fields update, String field) {
    Optional<Scalar> amount = update.scalar(field);
    return amount.equals(Optional.of(new Scalar.Int(0))) || amount.equals(Optional.of(new Scalar.Text("0%")));
  }

  static void notNegative(Fields owner, Problems problems, String... fields) {
    for (String field : fields) {
      owner.number(field).ifPresent(value -> problems.notNegative(owner.at(field), value));
    }
  }

  private static void warnName(Subject subject) {
    Fields metadata = subject.fields().object("metadata");
    String name = metadata.textOrEmpty("name");
    if (!name.isEmpty() && Names.dnsLabel(name).isPresent()) {
      Place place = metadata.at("name");
      subject.problems()
          .warning(place, Quote.text(name)
              + " goes into the names of pods, so it should be a DNS label: use a name without dots of 63 characters at most");
    }
  }

  static Optional<String> nonEmpty(Fields owner, String field) {
    return owner.text(field).filter(text -> !text.isEmpty());
  }
}
