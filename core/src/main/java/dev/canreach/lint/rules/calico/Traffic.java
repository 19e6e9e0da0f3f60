package dev.canreach.lint.rules.calico;

import dev.canreach.lint.RuleContext;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Role;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import java.util.List;

/** Whether some packet between the ends of the input satisfies a guard; only so many questions are asked in a run. */
final class Traffic {
  private static final int MOST_QUESTIONS = 5_000;

  private final RuleContext context;
  private final Network network;
  private final List<Endpoint> ends;
  private int asked;

  Traffic(RuleContext context) {
    this.context = context;
    this.network = context.network();
    this.ends = network.endpoints()
        .stream()
        .filter(end -> end.role() == Role.WORKLOAD || end.role() == Role.NODE || end.role() == Role.OUTSIDE)
        .toList();
  }

  /** The planes that packets meet which no route forwards. */
  List<Plane> planes() {
    return context.outlook().planes();
  }

  /** Whether no more is known because too much would have to be asked. */
  boolean exhausted() {
    return asked >= MOST_QUESTIONS;
  }

  /** Whether some packet satisfies the guard for certain, or, when doubts count, perhaps. */
  boolean exists(PacketExpr guard, Origin origin, boolean doubtsCount) {
    if (guard.equals(PacketExpr.FALSE)) {
      return false;
    }
    Path path = new Path(List.of(new Step.Hop("rule", guard, List.of(), origin)));
    for (Endpoint source : ends) {
      for (Endpoint destination : ends) {
        if (source.equals(destination) && !source.replicated()) {
          continue;
        }
        if (asked++ >= MOST_QUESTIONS) {
          return doubtsCount;
        }
        Proof proof = context.prover()
            .delivers(network, new Flow(source.index(), destination.index(), false, PacketExpr.TRUE, path));
        boolean found = switch (proof) {
          case Proof.Found yes -> true;
          case Proof.None no -> false;
          case Proof.Depends depends -> doubtsCount;
          case Proof.GaveUp gaveUp -> doubtsCount;
        };
        if (found) {
          return true;
        }
      }
    }
    return false;
  }
}
