package dev.canreach.resource;

import dev.canreach.source.Span;
import java.util.Objects;

/**
 * An object that was read but that nobody models.
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind
 * @param namespace its namespace; empty when none is written
 * @param name its name; empty when none is written
 * @param span where it begins
 * @param relevance whether it could change who reaches whom
 */
public record NotUnderstood(String apiVersion, String kind, String namespace, String name, Span span,
    Relevance relevance) {
  public NotUnderstood {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    Objects.requireNonNull(span);
    Objects.requireNonNull(relevance);
  }

  /** How messages name the object, so that no other one is called the same. */
  public String id() {
    return id(apiVersion, kind, namespace, name);
  }

  /** The {@link #id()} of an object of which nobody models these parts. */
  public static String id(String apiVersion, String kind, String namespace, String name) {
    String group = Resource.group(apiVersion);
    String owner = group.isEmpty() ? apiVersion : group;
    return Resource.id(owner.isEmpty() ? kind : Resource.qualified(kind, owner), namespace, name);
  }
}
