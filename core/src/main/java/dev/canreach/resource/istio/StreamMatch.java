package dev.canreach.resource.istio;

import dev.canreach.packet.Cidr;
import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which connections a rule takes: all fields must match (ISTIO/I-9).
 *
 * @param sniHosts server names; none = any
 * @param destinationSubnets addresses that were called; none = any
 * @param port the port that was called
 * @param sourceLabels labels of the client
 * @param sourceNamespace the namespace of the client, or empty
 * @param gateways the gateways that it counts on; none = those of the object
 * @param span where it is written
 */
public record StreamMatch(List<String> sniHosts, List<Cidr> destinationSubnets, OptionalInt port,
    SortedMap<String, String> sourceLabels, String sourceNamespace, List<String> gateways, Span span) {

  /** Copies the collections. */
  public StreamMatch {
    sniHosts = List.copyOf(sniHosts);
    destinationSubnets = List.copyOf(destinationSubnets);
    sourceLabels = Collections.unmodifiableSortedMap(new TreeMap<>(sourceLabels));
    gateways = List.copyOf(gateways);
  }
}
