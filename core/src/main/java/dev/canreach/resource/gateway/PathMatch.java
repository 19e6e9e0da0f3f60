package dev.canreach.resource.gateway;

import java.util.Objects;

/**
 * The paths that a match takes (K8S/G-10).
 *
 * @param type how it compares
 * @param value what it compares with
 */
public record PathMatch(Type type, String value) {
  /** Every path. */
  public static final PathMatch EVERYTHING = new PathMatch(Type.PREFIX, "/");

  /** How paths compare. */
  public enum Type {
    /** The whole path. */
    EXACT,
    /** Whole elements at the start; a slash at the end does not count. */
    PREFIX,
    /** A regular expression. */
    REGEX
  }

  public PathMatch {
    Objects.requireNonNull(type);
    Objects.requireNonNull(value);
  }
}
