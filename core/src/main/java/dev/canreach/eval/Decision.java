package dev.canreach.eval;

import dev.canreach.packet.Packet;
import java.util.List;

/**
 * What happens to one packet.
 *
 * @param allowed whether it arrives
 * @param traces what each step did, in order, up to the one that ended it
 * @param last the packet as it arrived, or as it was when it ended
 */
public record Decision(boolean allowed, List<Trace> traces, Packet last) {

  /** Copies the traces. */
  public Decision {
    traces = List.copyOf(traces);
  }
}
