package dev.canreach.lower.proxy;

/**
 * What requests must have at least to fit a rule: enough to see quickly that no request fits two rules.
 *
 * @param host the host as {@link Hosts} writes it
 * @param path the path or prefix
 * @param whole whether the path is the whole path
 */
public record RequestShape(String host, String path, boolean whole) {

  /** Requests with any path. */
  public static RequestShape ofHost(String host) {
    return new RequestShape(host, "/", false);
  }

  /** Whether no request has both shapes. */
  public boolean excludes(RequestShape other) {
    return !Hosts.overlap(host, other.host) || !(coversPath(other) || other.coversPath(this));
  }

  private boolean coversPath(RequestShape other) {
    if (whole) {
      return other.whole && path.equals(other.path);
    }
    String elements = Paths.elements(path);
    String inner = other.whole ? other.path : Paths.elements(other.path);
    return inner.equals(elements) || inner.startsWith(elements + "/");
  }
}
