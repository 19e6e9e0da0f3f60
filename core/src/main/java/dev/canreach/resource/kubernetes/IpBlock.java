package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * Addresses of a block but for some blocks in it (K8S/N-11, K8S/N-12).
 *
 * @param cidr the block
 * @param except the blocks left out
 * @param span where it stands
 */
public record IpBlock(Cidr cidr, List<Cidr> except, Span span) {
  public IpBlock {
    Objects.requireNonNull(cidr);
    except = List.copyOf(except);
    Objects.requireNonNull(span);
  }

  /** The same, wherever it stands. */
  IpBlock withoutPlaces() {
    return new IpBlock(cidr, except, Span.NOWHERE);
  }
}
