package dev.canreach.resource;

import dev.canreach.packet.Cidr;
import java.util.List;

/** An object that says where pods get their addresses from, whatever its dialect (contract §4, {@code podCidrs}). */
public interface PodAddressSource extends Resource {
  /** The blocks. */
  List<Cidr> podCidrs();
}
