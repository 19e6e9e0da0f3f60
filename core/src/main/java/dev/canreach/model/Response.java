package dev.canreach.model;

import java.util.OptionalInt;

/**
 * What a proxy answers instead of forwarding a request. The parts of a redirect are those of the request as the
 * path of the alternative has rewritten them: scheme, host, path and query.
 *
 * @param status the HTTP status, 200 to 599; 0 where the proxy closes the connection without one
 * @param redirects whether the client is sent to another location
 * @param port the port of that location; empty where it has none
 * @param reason why the proxy answers, in words, e.g. {@code no rule matches the request}
 */
public record Response(int status, boolean redirects, OptionalInt port, String reason) {

  /** An answer without a location. */
  public static Response of(int status, String reason) {
    return new Response(status, false, OptionalInt.empty(), reason);
  }

  /** The client is sent to the scheme, host and path of the rewritten request, at this port. */
  public static Response redirect(int status, OptionalInt port, String reason) {
    return new Response(status, true, port, reason);
  }
}
