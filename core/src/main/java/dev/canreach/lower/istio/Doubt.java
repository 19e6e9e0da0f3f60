package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.lower.proxy.Limit;
import dev.canreach.model.Origin;
import dev.canreach.packet.PacketExpr;
import java.util.List;
import java.util.Optional;

/**
 * Calls about which a refused object may have a say.
 *
 * @param refused what of the object may mean something else
 * @param calls the calls
 * @param origin the object
 */
record Doubt(RefusedParts refused, PacketExpr calls, Origin origin) {

  /** The object sends the calls somewhere. */
  PacketExpr taken() {
    return PacketExpr.and(calls, refused.mayMean("decides where this call goes"));
  }

  /** Where it sends them somebody takes them. */
  PacketExpr served() {
    return refused.mayMean("sends this call to somebody who takes it");
  }

  /** What is left to everything else. */
  static Limit rest(List<Doubt> doubts) {
    return new Limit(PacketExpr.not(PacketExpr.or(doubts.stream().map(Doubt::taken).toList())));
  }

  /** The way of the calls. */
  Way way() {
    return new Way(taken(), List.of(),
        new Way.Outcome.Open(refused.assumption("sends this call to somebody who takes it")),
        Optional.empty(), 1, origin);
  }
}
