package dev.canreach.sets;

import dev.canreach.budget.Cancellation;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What predicates say about one end of a packet, taken apart: all that can distinguish two endpoints or addresses. */
final class Atoms {
  private final Set<EndpointSet> members = Collections.newSetFromMap(new IdentityHashMap<>());
  private final SortedSet<Cidr> blocks = new TreeSet<>();
  private final SortedSet<Assumption> assumptions = new TreeSet<>();
  /** Lists of alternatives, paths, planes and predicates, and assumptions, that were looked at: many routes share them. */
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The atoms of every path of the network. */
  static Atoms of(Network network) {
    Atoms atoms = new Atoms();
    atoms.add(network.direct());
    network.routes()
        .stream()
        .map(Route::alternatives)
        .filter(atoms.seen::add)
        .forEach(list -> list.forEach(alternative -> atoms.add(alternative.path())));
    return atoms;
  }

  /** The atoms of one path and one predicate. */
  static Atoms of(Path path, PacketExpr guard) {
    Atoms atoms = new Atoms();
    atoms.add(path);
    atoms.add(guard);
    return atoms;
  }

  /** The endpoint sets, in no order; equal ones may occur more than once. */
  Set<EndpointSet> members() {
    return members;
  }

  /** The address blocks. */
  SortedSet<Cidr> blocks() {
    return blocks;
  }

  /** The assumptions. */
  SortedSet<Assumption> assumptions() {
    return assumptions;
  }

  /** The atoms of a predicate. */
  void add(PacketExpr expr) {
    switch (expr) {
      case PacketExpr.And and -> addAll(and, and.operands());
      case PacketExpr.Or or -> addAll(or, or.operands());
      case PacketExpr.Not not -> add(not.operand());
      case PacketExpr.InPrefix prefix -> blocks.add(prefix.block());
      case PacketExpr.IsEndpoint is -> members.add(is.members());
      case PacketExpr.Holds holds -> {
        if (seen.add(holds.assumption())) {
          assumptions.add(holds.assumption());
        }
      }
      case PacketExpr.Const constant -> {
      }
      case PacketExpr.InRange range -> {
      }
      case PacketExpr.HasLabel label -> {
      }
      case PacketExpr.Loopback loopback -> {
      }
      case PacketExpr.Matches text -> {
      }
    }
  }

  private void addAll(PacketExpr whole, List<PacketExpr> operands) {
    Cancellation.check();
    if (seen.add(whole)) {
      operands.forEach(this::add);
    }
  }

  private void add(Path path) {
    if (!seen.add(path)) {
      return;
    }
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Stage stage -> add(stage.plane());
        case Step.Hop hop -> add(hop.guard());
      }
    }
  }

  private void add(Plane plane) {
    if (!seen.add(plane)) {
      return;
    }
    for (Tier tier : plane.tiers()) {
      tier.scopes().forEach(scope -> add(scope.subject()));
      for (PolicyRule rule : tier.rules()) {
        add(rule.subject());
        rule.conditions().forEach(condition -> add(condition.expr()));
      }
    }
  }
}
