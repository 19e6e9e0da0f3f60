package dev.canreach.resource.gateway;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Requests that a rule takes: all parts must fit (K8S/G-10, G-15).
 *
 * @param path the path, for HTTP
 * @param method the HTTP method; empty for every one
 * @param headers the headers, each name once
 * @param queryParams the query parameters, each name once
 * @param call the gRPC method, for gRPC
 * @param span where it stands
 */
public record RouteMatch(PathMatch path, String method, List<ValueMatch> headers, List<ValueMatch> queryParams,
    Optional<CallMatch> call, Span span) {
  public RouteMatch {
    Objects.requireNonNull(path);
    Objects.requireNonNull(method);
    headers = List.copyOf(headers);
    queryParams = List.copyOf(queryParams);
    Objects.requireNonNull(call);
    Objects.requireNonNull(span);
  }

  /** A match that takes everything. */
  public static RouteMatch everything(Span span) {
    return new RouteMatch(PathMatch.EVERYTHING, "", List.of(), List.of(), Optional.empty(), span);
  }

  /**
   * A header or query parameter.
   *
   * @param name its name, in lower case for a header
   * @param value its value
   * @param regex whether the value is a regular expression
   */
  public record ValueMatch(String name, String value, boolean regex) {
    public ValueMatch {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }
  }

  /**
   * A gRPC method.
   *
   * @param service the service; empty for every one
   * @param method the method; empty for every one
   * @param regex whether both are regular expressions
   */
  public record CallMatch(String service, String method, boolean regex) {
    public CallMatch {
      Objects.requireNonNull(service);
      Objects.requireNonNull(method);
    }
  }
}
