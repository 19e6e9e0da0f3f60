package dev.canreach.resource.kubernetes;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * An object that creates pods from a template (K8S/W-01).
 *
 * @param apiVersion its API group and version as written
 * @param kind Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job or CronJob
 * @param meta its own metadata; its labels are no pod labels (K8S/W-02)
 * @param selector the pods it owns; a Job's is generated when not written, a ReplicationController's defaults to the template's labels
 * @param template the metadata of its pods; the name is empty
 * @param pod what runs in its pods
 * @param replicas how many pods it wants: {@code replicas}, a Job's {@code parallelism}, and 1 for a DaemonSet, whose number depends on the nodes
 * @param suspended whether a Job or CronJob is suspended and so has no pod now
 * @param finished whether a Job has completed or failed for good and so has no pod any more
 * @param serviceName the headless Service that names the pods of a StatefulSet (K8S/S-22); empty without one
 * @param firstOrdinal the number of a StatefulSet's first pod
 * @param span where it begins
 */
public record Workload(String apiVersion, String kind, ObjectMeta meta, Optional<LabelSelector> selector,
    ObjectMeta template, PodSpec pod, int replicas, boolean suspended, boolean finished, String serviceName,
    int firstOrdinal, Span span)
    implements
      Resource {

  /** Stands for any number of pods above one. */
  private static final int SEVERAL = 2;

  public Workload {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(meta);
    Objects.requireNonNull(selector);
    Objects.requireNonNull(template);
    Objects.requireNonNull(pod);
    Objects.requireNonNull(serviceName);
    Objects.requireNonNull(span);
  }

  @Override
  public String namespace() {
    return meta.namespace();
  }

  @Override
  public String name() {
    return meta.name();
  }

  /** Pods that nothing tells apart are none, one or several, everywhere but in a StatefulSet (K8S/W-01). */
  @Override
  public Workload meaning() {
    int pods = kind.equals("StatefulSet") ? replicas : Math.min(replicas, SEVERAL);
    return new Workload(apiVersion, kind, meta.meaning(), selector.map(LabelSelector::withoutPlaces),
        template.meaning(),
        pod.withoutPlaces(), pods, suspended, finished, serviceName, firstOrdinal, Span.NOWHERE);
  }
}
