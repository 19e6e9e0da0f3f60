package dev.canreach.resource.calico;

import java.util.List;

/**
 * What a rule says about requests; it counts only where application layer policy is enabled (CALICO/1.14).
 *
 * @param methods the methods; empty or {@code *} = any
 * @param paths the paths; empty = any
 */
public record HttpMatch(List<String> methods, List<Path> paths) {

  /** Copies the lists. */
  public HttpMatch {
    methods = List.copyOf(methods);
    paths = List.copyOf(paths);
  }

  /**
   * A path.
   *
   * @param exact whether the whole path is meant, and not one that begins with these segments
   * @param text the path
   */
  public record Path(boolean exact, String text) {}
}
