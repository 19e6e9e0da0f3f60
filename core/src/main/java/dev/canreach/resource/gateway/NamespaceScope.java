package dev.canreach.resource.gateway;

import dev.canreach.resource.LabelSelector;
import java.util.Objects;

/**
 * The namespaces that may attach routes to a listener, or listeners to a Gateway (K8S/G-06, G-22).
 *
 * @param from which
 * @param selector the labels of the namespaces, for {@link From#SELECTOR}
 */
public record NamespaceScope(From from, LabelSelector selector) {
  /** Which namespaces. */
  public enum From {
    /** None. */
    NONE,
    /** The namespace of the listener's own object. */
    SAME,
    /** Every one. */
    ALL,
    /** Those with the labels. */
    SELECTOR
  }

  public NamespaceScope {
    Objects.requireNonNull(from);
    Objects.requireNonNull(selector);
  }
}
