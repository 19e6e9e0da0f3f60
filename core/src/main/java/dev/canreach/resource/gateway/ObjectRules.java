package dev.canreach.resource.gateway;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.List;

/** Checks classes, grants and policies (K8S/G-02, G-14, G-19). */
final class ObjectRules {
  private static final String AUTHORITIES = "caCertificateRefs";
  private static final String WELL_KNOWN = "wellKnownCACertificates";

  private ObjectRules() {}

  static void checkClass(Subject subject) {
    Fields spec = subject.spec();
    CommonRules.required(spec, "controllerName", subject.problems());
    spec.text("controllerName")
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> CommonRules.controllerName(spec.at("controllerName"), name, subject.problems()));
  }

  static void checkGrant(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.size(spec, "from", 1, 16, problems);
    CommonRules.size(spec, "to", 1, 16, problems);
    for (Fields from : spec.objects("from")) {
      group(from, problems);
      CommonRules.required(from, "kind", problems);
      CommonRules.required(from, "namespace", problems);
    }
    for (Fields to : spec.objects("to")) {
      group(to, problems);
      CommonRules.required(to, "kind", problems);
    }
  }

  /** The group must be written, also where it is the empty one. */
  private static void group(Fields reference, Problems problems) {
    if (!reference.has("group")) {
      problems.required(reference.at("group"), "`group` is missing: the core group is `\"\"`");
    }
  }

  static void checkBackendTls(Subject subject) {
    if (subject.apiVersion().endsWith("v1alpha2")) {
      return;
    }
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.size(spec, "targetRefs", 1, 16, problems);
    for (Fields target : spec.objects("targetRefs")) {
      CommonRules.required(target, "kind", problems);
      CommonRules.required(target, "name", problems);
    }
    Fields validation = spec.object("validation");
    if (!validation.present()) {
      problems.required(spec.at("validation"), "`validation` is missing: say which certificates backends have");
      return;
    }
    CommonRules.required(validation, "hostname", problems);
    CommonRules.size(validation, AUTHORITIES, 0, 8, problems);
    CommonRules.word(validation, WELL_KNOWN, List.of("System"), problems);
    boolean listed = validation.size(AUTHORITIES) > 0;
    boolean known = !validation.textOrEmpty(WELL_KNOWN).isEmpty();
    if (listed == known) {
      problems.error(ProblemType.INVALID, validation.place(),
          "write either `caCertificateRefs` or `wellKnownCACertificates`" + (listed ? ", not both" : ""));
    }
  }
}
