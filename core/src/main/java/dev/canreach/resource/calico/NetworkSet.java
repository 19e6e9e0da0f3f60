package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.SortedMap;

/**
 * Addresses that selectors of rules select by labels: a NetworkSet of a namespace, or a GlobalNetworkSet (CALICO/1.7).
 *
 * @param apiVersion its group and version
 * @param kind NetworkSet or GlobalNetworkSet
 * @param meta its metadata
 * @param labels its labels, as Calico's clients read them (CALICO/CAX-10)
 * @param nets its addresses
 * @param span where it begins
 */
public record NetworkSet(String apiVersion, String kind, ObjectMeta meta, SortedMap<String, String> labels,
    List<Cidr> nets, Span span) implements Described {

  /** Copies the addresses. */
  public NetworkSet {
    nets = List.copyOf(nets);
  }
}
