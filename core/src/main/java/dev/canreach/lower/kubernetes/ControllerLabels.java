package dev.canreach.lower.kubernetes;

import dev.canreach.resource.kubernetes.Workload;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The labels that controllers add to the pods of a template (K8S/W-03). */
final class ControllerLabels {
  private ControllerLabels() {}

  /**
   * Adds the labels whose values follow from the manifest.
   *
   * @return the keys of those that the pods have as well, with values that only the cluster knows
   */
  static Set<String> add(Workload workload, SortedMap<String, String> labels) {
    Set<String> open = new TreeSet<>();
    switch (workload.kind()) {
      case "Deployment" -> open.add("pod-template-hash");
      case "DaemonSet" -> {
        open.add("controller-revision-hash");
        open.add("pod-template-generation");
      }
      case "StatefulSet" -> {
        open.add("controller-revision-hash");
        open.addAll(OrdinalLabels.KEYS);
      }
      case "Job" -> {
        labels.put("batch.kubernetes.io/job-name", workload.name());
        labels.put("job-name", workload.name());
        open.addAll(Set.of("batch.kubernetes.io/controller-uid", "controller-uid"));
      }
      case "CronJob" -> open.addAll(Set.of("batch.kubernetes.io/job-name", "job-name",
          "batch.kubernetes.io/controller-uid", "controller-uid"));
      default -> {
        return Set.of();
      }
    }
    labels.keySet().removeAll(open);
    return open;
  }
}
