package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.PodAddressSource;
import dev.canreach.source.Span;
import java.util.List;

/**
 * A block of addresses that Calico gives to pods (CALICO/1.15).
 *
 * @param apiVersion its group and version
 * @param meta its metadata
 * @param podCidrs the block; empty when it is not for pods
 * @param span where it begins
 */
public record IpPool(String apiVersion, ObjectMeta meta, List<Cidr> podCidrs, Span span) implements PodAddressSource {

  /** Copies the blocks. */
  public IpPool {
    podCidrs = List.copyOf(podCidrs);
  }

  @Override
  public String kind() {
    return "IPPool";
  }

  @Override
  public String namespace() {
    return "";
  }

  @Override
  public String name() {
    return meta.name();
  }
}
