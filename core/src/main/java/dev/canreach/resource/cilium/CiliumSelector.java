package dev.canreach.resource.cilium;

import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A selector over labels that have a source: keys are as written, {@code app}, {@code k8s:app} or {@code reserved:host}
 * (CILIUM/2.2).
 *
 * @param labels the entries of {@code matchLabels}, as requirements with one value
 * @param expressions the items of {@code matchExpressions}
 * @param span where it begins
 */
public record CiliumSelector(List<Requirement> labels, List<Requirement> expressions, Span span) {
  public CiliumSelector {
    labels = List.copyOf(labels);
    expressions = List.copyOf(expressions);
    Objects.requireNonNull(span);
  }

  /** Every requirement. */
  public List<Requirement> requirements() {
    return Stream.concat(labels.stream(), expressions.stream()).toList();
  }
}
