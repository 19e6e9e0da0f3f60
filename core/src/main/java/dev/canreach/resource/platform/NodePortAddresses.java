package dev.canreach.resource.platform;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.List;

/** Which addresses of a node have node ports (K8S/S-16). */
public sealed interface NodePortAddresses {

  /** Every address, or the primary one, as the mode has it. */
  record ByMode() implements NodePortAddresses {}

  /** The primary address of each family. */
  record Primary() implements NodePortAddresses {}

  /**
   * The addresses in these blocks.
   *
   * @param blocks the blocks, not empty
   */
  record Inside(List<Cidr> blocks) implements NodePortAddresses {
    public Inside {
      blocks = List.copyOf(blocks);
    }

    /** The blocks of a family; a family that the list doesn't mention has node ports on every address. */
    public List<Cidr> of(IpFamily family) {
      List<Cidr> mentioned = blocks.stream().filter(block -> block.family() == family).toList();
      return mentioned.isEmpty() ? List.of(Cidr.all(family)) : mentioned;
    }
  }
}
