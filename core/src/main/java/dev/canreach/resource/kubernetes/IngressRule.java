package dev.canreach.resource.kubernetes;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * The paths of a host.
 *
 * @param host the host in lower case, with {@code *.} before it for one label in its place; empty for every host (K8S/I-02)
 * @param paths the paths; empty when everything goes to the default backend (K8S/I-05)
 * @param index its place, counted from 0
 * @param span where it stands
 */
public record IngressRule(String host, List<IngressPath> paths, int index, Span span) {
  /** How paths compare (K8S/I-03). */
  public enum PathType {
    /** The whole path. */
    EXACT,
    /** Whole elements at the start. */
    PREFIX,
    /** As the controller likes. */
    IMPLEMENTATION_SPECIFIC
  }

  /**
   * A path.
   *
   * @param type how it compares
   * @param path the path; empty only where the controller decides what that means
   * @param backend what gets its requests
   * @param index its place, counted from 0
   * @param span where it stands
   */
  public record IngressPath(PathType type, String path, IngressBackend backend, int index, Span span) {
    public IngressPath {
      Objects.requireNonNull(type);
      Objects.requireNonNull(path);
      Objects.requireNonNull(backend);
      Objects.requireNonNull(span);
    }
  }

  public IngressRule {
    Objects.requireNonNull(host);
    paths = List.copyOf(paths);
    Objects.requireNonNull(span);
  }
}
