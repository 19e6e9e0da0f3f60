package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.List;

/**
 * One rule of an authorization policy: all three parts must match (ISTIO/I-7.3).
 *
 * @param from sources, one of which must match; none = any
 * @param to operations, one of which must match; none = any
 * @param when conditions that must all match
 * @param span where it is written
 */
public record AuthorizationRule(List<List<AuthorizationMatch>> from, List<List<AuthorizationMatch>> to,
    List<AuthorizationMatch> when, Span span) {

  /** Copies the collections. */
  public AuthorizationRule {
    from = List.copyOf(from);
    to = List.copyOf(to);
    when = List.copyOf(when);
  }
}
