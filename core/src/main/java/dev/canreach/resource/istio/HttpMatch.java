package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which requests a rule takes: all fields must match (ISTIO/I-9).
 *
 * @param uri the path
 * @param scheme the scheme
 * @param method the method
 * @param authority the host
 * @param headers headers that match
 * @param withoutHeaders headers that do not
 * @param queryParams parameters that match
 * @param port the port that was called
 * @param sourceLabels labels of the client
 * @param sourceNamespace the namespace of the client, or empty
 * @param gateways the gateways that it counts on; none = those of the object
 * @param ignoreUriCase whether the path's case is ignored
 * @param span where it is written
 */
public record HttpMatch(Optional<StringMatch> uri, Optional<StringMatch> scheme, Optional<StringMatch> method,
    Optional<StringMatch> authority, SortedMap<String, StringMatch> headers,
    SortedMap<String, StringMatch> withoutHeaders, SortedMap<String, StringMatch> queryParams, OptionalInt port,
    SortedMap<String, String> sourceLabels, String sourceNamespace, List<String> gateways, boolean ignoreUriCase,
    Span span) {

  /** Copies the collections. */
  public HttpMatch {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    withoutHeaders = Collections.unmodifiableSortedMap(new TreeMap<>(withoutHeaders));
    queryParams = Collections.unmodifiableSortedMap(new TreeMap<>(queryParams));
    sourceLabels = Collections.unmodifiableSortedMap(new TreeMap<>(sourceLabels));
    gateways = List.copyOf(gateways);
  }
}
