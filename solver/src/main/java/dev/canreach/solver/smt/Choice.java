package dev.canreach.solver.smt;

import dev.canreach.packet.Assumption;
import java.util.Comparator;

/** A yes-or-no question about the network that a problem may leave open. */
sealed interface Choice extends Comparable<Choice> {
  Comparator<Choice> ORDER = Comparator.comparing(Choice::name).thenComparing(Choice::detail);

  /** Whether the assumption holds. */
  record Assumed(Assumption assumption, String name) implements Choice {
    Assumed(Assumption assumption) {
      this(assumption, assumption.key() + ": " + assumption.statement());
    }

    @Override
    public String detail() {
      return assumption.remedy() + assumption.byDefault();
    }
  }

  /** Whether the object is taken out of the network, with everything that comes from it. */
  record Removed(String object) implements Choice {
    @Override
    public String name() {
      return object;
    }

    @Override
    public String detail() {
      return "";
    }
  }

  /** What the choice is about, for people. */
  String name();

  /** Tells choices of one name apart. */
  String detail();

  @Override
  default int compareTo(Choice other) {
    return ORDER.compare(this, other);
  }
}
