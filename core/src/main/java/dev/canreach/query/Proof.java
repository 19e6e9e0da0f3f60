package dev.canreach.query;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import java.util.List;

/** What a prover found out about the question "is there such a packet?". */
public sealed interface Proof {

  /**
   * There is one whatever the open assumptions are.
   *
   * @param witness the canonical packet under `valuation`: the least in the order of {@link Prover}
   * @param valuation the assumptions under which the witness does it: defaults, and open ones false where that suffices
   * @param decisive the defaulted assumptions that the answer rests on: with one of them the other way it would differ
   */
  record Found(Packet witness, Valuation valuation, List<Assumption> decisive) implements Proof {
    /** Copies the list. */
    public Found {
      decisive = List.copyOf(decisive);
    }
  }

  /**
   * There is none whatever the open assumptions are.
   *
   * @param decisive the defaulted assumptions that the answer rests on
   */
  record None(List<Assumption> decisive) implements Proof {
    /** Copies the list. */
    public None {
      decisive = List.copyOf(decisive);
    }
  }

  /**
   * It depends on open assumptions.
   *
   * @param assumptions the least set of open assumptions found that flips the answer
   * @param with a packet and the valuation under which it does it
   * @param without a valuation under which there is no such packet
   */
  record Depends(List<Assumption> assumptions, Found with, Valuation without) implements Proof {
    /** Copies the list. */
    public Depends {
      assumptions = List.copyOf(assumptions);
    }
  }

  /**
   * The prover gave up: a limit was reached.
   *
   * @param reason which limit, for people
   */
  record GaveUp(String reason) implements Proof {}
}
