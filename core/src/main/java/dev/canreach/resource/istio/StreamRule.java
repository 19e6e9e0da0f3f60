package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.List;

/**
 * One rule for TLS or other connections of a virtual service (ISTIO/I-9).
 *
 * @param index its position
 * @param matches which connections it takes, one of these; none = all
 * @param destinations where they go
 * @param span where it is written
 */
public record StreamRule(int index, List<StreamMatch> matches, List<RouteDestination> destinations, Span span) {

  /** Copies the collections. */
  public StreamRule {
    matches = List.copyOf(matches);
    destinations = List.copyOf(destinations);
  }
}
