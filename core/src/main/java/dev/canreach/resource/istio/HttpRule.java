package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP rule of a virtual service (ISTIO/I-9).
 *
 * @param index its position
 * @param matches which requests it takes, one of these; none = all
 * @param destinations where they go
 * @param redirect where the client is sent instead
 * @param directStatus what the proxy answers itself; 0 = nothing
 * @param delegate the virtual service that goes on
 * @param rewriteUri the new path or prefix, or empty
 * @param rewriteAuthority the new host, or empty
 * @param rewriteRegex whether the path is rewritten by an expression
 * @param abort the requests that are aborted
 * @param headers what becomes of the request's headers
 * @param span where it is written
 */
public record HttpRule(int index, List<HttpMatch> matches, List<RouteDestination> destinations,
    Optional<Redirection> redirect, int directStatus, Optional<Delegate> delegate, String rewriteUri,
    String rewriteAuthority, boolean rewriteRegex, Optional<FaultAbort> abort, HeaderChanges headers, Span span) {

  /** Copies the collections. */
  public HttpRule {
    matches = List.copyOf(matches);
    destinations = List.copyOf(destinations);
  }
}
