package dev.canreach.resource.manifest;

import dev.canreach.resource.Resource;
import dev.canreach.source.MapNode;
import dev.canreach.source.Span;
import java.util.Objects;

/**
 * One object of a document.
 *
 * @param apiVersion its API group and version as written
 * @param kind its kind as written
 * @param root its tree
 */
public record Manifest(String apiVersion, String kind, MapNode root) {
  public Manifest {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(root);
  }

  /** The API group; empty for the core group. */
  public String group() {
    return Resource.group(apiVersion);
  }

  /** The version in its group. */
  public String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  /** Its fields. */
  public Fields fields() {
    return Fields.of(root);
  }

  /** Where it begins. */
  public Span span() {
    return root.span();
  }
}
