package dev.canreach.resource.kubernetes;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Metadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads objects that create pods (K8S/W-01). */
final class WorkloadReader {
  private static final Set<String> FINAL = Set.of("Complete", "Failed");

  private WorkloadReader() {}

  static List<Workload> read(Subject subject) {
    Fields spec = subject.spec();
    boolean cron = subject.manifest().kind().equals("CronJob");
    Fields job = cron ? spec.object("jobTemplate").object("spec") : spec;
    Fields template = job.object("template");
    ObjectMeta pods = Metadata.readTemplate(template, subject.meta().namespace());
    return List.of(new Workload(subject.manifest().apiVersion(), subject.manifest().kind(), subject.meta(),
        selector(subject, job, pods), pods, PodSpecReader.read(template.object("spec")),
        replicas(subject, job),
        spec.flag("suspend").orElse(false) || job.flag("suspend").orElse(false), !cron && finished(subject),
        spec.textOrEmpty("serviceName"),
        spec.object("ordinals").integer("start").orElse(0), subject.span()));
  }

  /** The conditions with which the controller of Jobs says that it starts no more pods. */
  private static boolean finished(Subject subject) {
    return subject.manifest().kind().equals("Job") && subject.fields()
        .object("status")
        .objects("conditions")
        .stream()
        .filter(condition -> condition.textOrEmpty("status").equals("True"))
        .anyMatch(condition -> FINAL.contains(condition.textOrEmpty("type")));
  }

  private static Optional<LabelSelector> selector(Subject subject, Fields spec, ObjectMeta pods) {
    if (subject.manifest().kind().equals("ReplicationController")) {
      return Optional.of(spec.has("selector") ? Labels.readMapping(spec, "selector") : ofLabels(pods));
    }
    return spec.has("selector") ? Optional.of(Labels.readSelector(spec.object("selector"))) : Optional.empty();
  }

  private static LabelSelector ofLabels(ObjectMeta pods) {
    return new LabelSelector(pods.labels()
        .entrySet()
        .stream()
        .map(label -> new Requirement(label.getKey(), Operator.IN, List.of(label.getValue()), pods.span()))
        .toList(), pods.span());
  }

  private static int replicas(Subject subject, Fields spec) {
    return switch (subject.manifest().kind()) {
      case "DaemonSet" -> 1;
      case "Job", "CronJob" -> spec.integer("parallelism").orElse(1);
      default -> spec.integer("replicas").orElse(1);
    };
  }
}
