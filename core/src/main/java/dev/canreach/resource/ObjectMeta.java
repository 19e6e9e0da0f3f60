package dev.canreach.resource;

import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metadata of an object.
 *
 * @param name the name; where only {@code generateName} is written, that prefix followed by {@code *}
 * @param namespace the namespace the object lands in; empty for a cluster-scoped object
 * @param namespaceWritten whether the manifest names the namespace itself (K8S/W-04)
 * @param labels the labels as written
 * @param labelsKnown whether the labels could be read; when not, the object may have any
 * @param annotations the annotations as written
 * @param owners the owner references
 * @param span where the metadata begins, or the object when it has none
 */
public record ObjectMeta(String name, String namespace, boolean namespaceWritten, SortedMap<String, String> labels,
    boolean labelsKnown, SortedMap<String, String> annotations, List<OwnerReference> owners, Span span) {

  /** What comes before the slash in annotations about rollouts, scraping and the origin of manifests, which nobody here reads. */
  private static final Set<String> TOOLS = Set.of("kubectl.kubernetes.io", "deployment.kubernetes.io", "checksum",
      "prometheus.io", "meta.helm.sh", "argocd.argoproj.io", "kustomize.toolkit.fluxcd.io", "helm.toolkit.fluxcd.io",
      "autoscaling.alpha.kubernetes.io");

  public ObjectMeta {
    Objects.requireNonNull(name);
    Objects.requireNonNull(namespace);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    owners = List.copyOf(owners);
    Objects.requireNonNull(span);
  }

  /** What it says to anybody here, wherever it stands: all but the annotations of tools; see {@link Resource#meaning()}. */
  public ObjectMeta meaning() {
    SortedMap<String, String> read = new TreeMap<>(annotations);
    read.keySet().removeIf(key -> TOOLS.contains(key.substring(0, Math.max(0, key.indexOf('/')))));
    return new ObjectMeta(name, namespace, namespaceWritten, labels, labelsKnown, read, owners, Span.NOWHERE);
  }
}
