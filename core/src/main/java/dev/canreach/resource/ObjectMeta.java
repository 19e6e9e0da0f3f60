package dev.canreach.resource;

import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
 * @param annotations the annotations as written, but for those that tools write about rollouts and the like
 * @param owners the owner references
 * @param span where the metadata begins, or the object when it has none
 */
public record ObjectMeta(String name, String namespace, boolean namespaceWritten, SortedMap<String, String> labels,
    boolean labelsKnown, SortedMap<String, String> annotations, List<OwnerReference> owners, Span span) {
  public ObjectMeta {
    Objects.requireNonNull(name);
    Objects.requireNonNull(namespace);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    owners = List.copyOf(owners);
    Objects.requireNonNull(span);
  }

  /** The same, wherever it stands. */
  public ObjectMeta withoutPlaces() {
    return new ObjectMeta(name, namespace, namespaceWritten, labels, labelsKnown, annotations, owners, Span.NOWHERE);
  }
}
