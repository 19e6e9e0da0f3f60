package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what objects of several kinds have: selectors, targets, who sees them, annotations (ISTIO/I-14). */
final class CommonRules {
  /** What counts as true in an annotation. */
  static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  static final String DRY_RUN = "istio.io/dry-run";
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
  private static final String REJECT = "internal.istio.io/webhook-always-reject";
  private static final Map<String, String> TARGETS = Map.of("Service", "", "ServiceEntry", "networking.istio.io",
      "Gateway", "gateway.networking.k8s.io", "GatewayClass", "gateway.networking.k8s.io");
  private static final String EXPORT_TO = "exportTo";

  private CommonRules() {}

  /** An annotation that makes Istio refuse whatever has it. */
  static void rejected(Subject subject) {
    if (subject.object().meta().annotations().containsKey(REJECT)) {
      subject.problems()
          .forbidden(annotations(subject),
              "the annotation `" + REJECT + "` makes the server refuse the object: remove it");
    }
  }

  /** The annotation that makes a policy a trial. */
  static void dryRun(Subject subject, boolean triable) {
    String tried = subject.object().meta().annotations().get(DRY_RUN);
    if (tried == null) {
      return;
    }
    if (!triable) {
      subject.problems()
          .forbidden(annotations(subject),
              "the annotation `" + DRY_RUN + "` is only for authorization policies that allow or deny: remove it");
    } else if (!TRUE.contains(tried) && !FALSE.contains(tried)) {
      subject.problems()
          .invalid(annotations(subject), tried,
              "is no boolean: use `true` or `false` in the annotation `" + DRY_RUN + "`");
    }
  }

  /** They change what the object does, unlike a name; so the whole object is in doubt. */
  private static Place annotations(Subject subject) {
    return new Place(FieldPath.ROOT, subject.fields().object("metadata").at("annotations").span());
  }

  /** A selector of pods, whose labels are under a field of its own. */
  static void selector(Fields spec, String name, String labels, Problems problems) {
    Fields selector = spec.object(name);
    for (Value label : selector.entries(labels)) {
      if (label.key().isEmpty() || label.key().contains("*") || label.text().contains("*")) {
        problems.invalid(label.place(), label.key() + "=" + label.text(),
            "is no label to select by: write a key, and no `*`");
      }
    }
    if (spec.has(name) && selector.entries(labels).isEmpty()) {
      problems.warning(spec.at(name), "a selector without labels selects every pod: leave it out");
    }
  }

  /** The objects that a policy is attached to. */
  static void targets(Fields spec, Problems problems) {
    if (spec.has("targetRef")) {
      target(spec.object("targetRef"), problems);
    }
    spec.objects("targetRefs").forEach(target -> target(target, problems));
  }

  private static void target(Fields target, Problems problems) {
    String kind = target.textOrEmpty("kind");
    String group = target.textOrEmpty("group");
    if (!group.equals(TARGETS.get(kind)) && !(kind.equals("Service") && group.equals("core"))) {
      problems.error(ProblemType.NOT_SUPPORTED, target.at("kind"), "a policy can't be attached to `" + kind + "`"
          + (group.isEmpty() ? "" : " of `" + group + "`") + ": use a Service, ServiceEntry, Gateway or GatewayClass");
    }
    if (!target.textOrEmpty("namespace").isEmpty()) {
      problems.forbidden(target.at("namespace"),
          "a policy is attached to objects of its own namespace: leave the namespace out");
    }
  }

  /**
   * Who sees an object.
   *
   * @param nobody whether nobody may see it
   * @param own whether only its own namespace may see it
   */
  static void exportTo(Subject subject, boolean nobody, boolean own) {
    Problems problems = subject.problems();
    List<Value> targets = subject.spec().texts(EXPORT_TO);
    Set<String> seen = new HashSet<>();
    String namespace = subject.object().meta().namespace();
    for (Value target : targets) {
      String name = target.text().equals(".") ? namespace : target.text();
      if (!seen.add(name)) {
        problems.duplicate(target.place(), target.text());
      }
      if (own && !name.equals(namespace)) {
        problems.forbidden(target.place(),
            "a rule for some clients is seen in its own namespace only: leave `exportTo` out, or write `.`");
      }
      boolean word = name.equals("*") || name.equals(namespace) || (nobody && name.equals("~"));
      if (!word && !DomainNames.isLabel(name)) {
        problems.invalid(target.place(), target.text(), "is no namespace: use its name, `.` or `*`");
      }
      if (targets.size() > 1 && (name.equals("*") || name.equals("~"))) {
        problems.forbidden(target.place(), "`" + name + "` stands alone: remove the other items");
      }
    }
  }

  /** A port that is written has a number. */
  static void port(Fields owner, String name, Problems problems) {
    if (owner.has(name)) {
      Fields port = owner.object(name);
      problems.inRange(port.has("number") ? port.at("number") : owner.at(name), port.number("number").orElse(0L), 1,
          65_535);
    }
  }
}
