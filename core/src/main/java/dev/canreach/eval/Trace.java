package dev.canreach.eval;

import dev.canreach.model.Action;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Packet;
import java.util.List;
import java.util.Optional;

/** What one step did with a packet. */
public sealed interface Trace {

  /**
   * A stage judged it.
   *
   * @param plane the policies
   * @param action ALLOW or DENY
   * @param tier the tier that decided; empty when none did and the packet is allowed
   * @param rule the rule that decided; empty when the end of the tier did, or no tier
   * @param scopes every object met so far in this plane that covers the packet
   */
  record Judged(Plane plane, Action action, Optional<Tier> tier, Optional<PolicyRule> rule, List<Scope> scopes)
      implements
        Trace {

    /** Copies the scopes. */
    public Judged {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * A hop forwarded it, or refused it.
   *
   * @param hop the hop
   * @param before the packet that arrived
   * @param after the packet that left; empty when the hop refused it
   */
  record Forwarded(Step.Hop hop, Packet before, Optional<Packet> after) implements Trace {}
}
