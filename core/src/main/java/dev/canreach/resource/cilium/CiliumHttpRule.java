package dev.canreach.resource.cilium;

import java.util.List;
import java.util.Objects;

/**
 * Which requests pass; every part that is given must match (CILIUM/2.8).
 *
 * @param method a regular expression for the method; empty for any
 * @param host a regular expression for the host; empty for any
 * @param path a regular expression for the path and query as sent; empty for any
 * @param headers headers that must be there, {@code Name} or {@code Name value}
 * @param headerMatches headers that must have a value, {@code Name value}; those that are merely corrected are left out
 * @param secretHeaders whether a header must have a value that a secret holds
 */
public record CiliumHttpRule(String method, String host, String path, List<String> headers,
    List<String> headerMatches, boolean secretHeaders) {
  public CiliumHttpRule {
    Objects.requireNonNull(method);
    Objects.requireNonNull(host);
    Objects.requireNonNull(path);
    headers = List.copyOf(headers);
    headerMatches = List.copyOf(headerMatches);
  }
}
