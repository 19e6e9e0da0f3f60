package dev.canreach.api.http;

import java.util.Objects;

/**
 * A request that gets no answer. It reaches the client as `application/problem+json` (RFC 9457).
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final int retryAfterSeconds;

  private Problem(int status, String code, String detail, int retryAfterSeconds) {
    super(Objects.requireNonNull(detail), null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** A problem that stays until the client asks for something else. */
  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, 0);
  }

  /** 400: the request cannot be understood. */
  public static Problem malformed(String detail) {
    return of(400, "malformed", detail);
  }

  /** 404: the snapshot does not exist, or belongs to another key. */
  public static Problem unknownSnapshot(String id) {
    return of(404, "unknown-snapshot", "there is no snapshot `" + id + "`: post the manifests again");
  }

  /** 413: more than the service takes. */
  public static Problem tooLarge(String detail) {
    return of(413, "too-large", detail);
  }

  /** 415: a body of another kind than the route reads. */
  public static Problem unsupported(String detail) {
    return of(415, "unsupported-media-type", detail);
  }

  /** 507: the disk has no room for it. */
  public static Problem noRoom(String detail) {
    return of(507, "no-room", detail);
  }

  /** 503: no answer now; the client may try again. */
  public static Problem unavailable(String code, String detail, int retryAfterSeconds) {
    return new Problem(503, code, detail, retryAfterSeconds);
  }

  /** The status of the response. */
  public int status() {
    return status;
  }

  /** The class of the problem in a word that programs can test. */
  public String code() {
    return code;
  }

  /** What is wrong and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** After how many seconds another try makes sense; 0 when none does. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
