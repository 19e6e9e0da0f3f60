package dev.canreach.resource.cni;

import dev.canreach.packet.Cidr;
import dev.canreach.source.Span;
import java.util.List;

/**
 * One plugin of a configuration.
 *
 * @param type the name of its program, such as {@code bridge} or {@code calico}
 * @param policyType which policies it is told to enforce; empty when nothing is written
 * @param subnets the blocks that it gives addresses from
 * @param span where it begins
 */
public record CniPlugin(String type, String policyType, List<Cidr> subnets, Span span) {

  /** Copies the blocks. */
  public CniPlugin {
    subnets = List.copyOf(subnets);
  }
}
