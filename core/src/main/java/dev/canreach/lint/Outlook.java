package dev.canreach.lint;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.End;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What can happen to single packets whatever the input leaves open: a rule must not accuse on a guess. Of all assumptions only the one that policies are
 * enforced at all is taken as given; every other one may be true or false, independently of the others, so that the outcomes are those that can happen and
 * perhaps more. Each plane keeps the rules of each endpoint apart, so that a packet costs what concerns its subject.
 */
public final class Outlook {
  private static final String ENFORCED = "cni";

  private enum Truth { TRUE, FALSE, OPEN }

  private final Network network;
  private final End outside;
  private final List<Plane> planes;
  /** Every endpoint. */
  private final BitSet all = new BitSet();
  private final IdentityHashMap<Plane, List<TierIndex>> index = new IdentityHashMap<>();

  private record TierIndex(Tier tier, List<List<PolicyRule>> rules, List<List<Scope>> scopes) {
    /** Whether the end of the tier may apply to the endpoint. */
    boolean mayCover(Endpoint subject, Packet packet) {
      for (Scope scope : scopes.get(subject.index())) {
        if (truth(scope.subject(), packet) != Truth.FALSE) {
          return true;
        }
      }
      return false;
    }
  }

  Outlook(Network network) {
    this.network = network;
    this.outside = End.of(network.outside().index());
    this.planes = planes(network);
    this.all.set(0, network.endpoints().size());
  }

  /** The planes that a packet meets that no route forwards, in order. */
  public List<Plane> planes() {
    return planes;
  }

  private static List<Plane> planes(Network network) {
    return network.direct().steps().stream().flatMap(step -> switch (step) {
      case Step.Stage stage -> Stream.of(stage.plane());
      case Step.Hop hop -> Stream.<Plane>empty();
    }).toList();
  }

  /** The objects that may put the endpoint under the end of some tier of the plane: for a policy, that may isolate it (K8S/N-03). */
  public List<Scope> isolating(Plane plane, Endpoint subject) {
    Packet packet = packet(plane.subject(), subject);
    var scopes = new ArrayList<Scope>();
    for (TierIndex tier : index(plane)) {
      for (Scope scope : tier.scopes().get(subject.index())) {
        if (truth(scope.subject(), packet) != Truth.FALSE) {
          scopes.add(scope);
        }
      }
    }
    return scopes;
  }

  /** Whether some object may isolate the endpoint, or deny it something outright. */
  public boolean mayBeIsolated(Plane plane, Endpoint subject) {
    Packet packet = packet(plane.subject(), subject);
    for (TierIndex tier : index(plane)) {
      if (tier.mayCover(subject, packet)) {
        return true;
      }
      for (PolicyRule rule : tier.rules().get(subject.index())) {
        if (rule.action() == Action.DENY && truth(rule.subject(), packet) != Truth.FALSE) {
          return true;
        }
      }
    }
    return false;
  }

  /** The rules that may open something for the endpoint in the tiers that may isolate it. */
  public List<PolicyRule> allowing(Plane plane, Endpoint subject) {
    Packet packet = packet(plane.subject(), subject);
    var rules = new ArrayList<PolicyRule>();
    for (TierIndex tier : index(plane)) {
      if (tier.mayCover(subject, packet)) {
        for (PolicyRule rule : tier.rules().get(subject.index())) {
          if (rule.action() == Action.ALLOW && truth(rule.subject(), packet) != Truth.FALSE) {
            rules.add(rule);
          }
        }
      }
    }
    return rules;
  }

  /** Whether the plane lets the packet through under some assumptions. */
  public boolean mayPass(Plane plane, Packet packet) {
    int subject = packet.end(plane.subject()).endpoint();
    for (TierIndex tier : index(plane)) {
      Set<Action> outcomes = decide(tier, subject, packet);
      if (outcomes.contains(Action.ALLOW)) {
        return true;
      }
      if (!outcomes.contains(Action.PASS)) {
        return false;
      }
    }
    return true;
  }

  /** What the tier may do; PASS leaves the packet to the next one. */
  private static Set<Action> decide(TierIndex tier, int subject, Packet packet) {
    Set<Action> outcomes = EnumSet.noneOf(Action.class);
    for (PolicyRule rule : tier.rules().get(subject)) {
      Truth matches = truth(rule, packet);
      if (matches != Truth.FALSE) {
        outcomes.add(rule.action());
      }
      if (matches == Truth.TRUE) {
        return outcomes;
      }
    }
    for (Scope scope : tier.scopes().get(subject)) {
      Truth covers = truth(scope.subject(), packet);
      if (covers != Truth.FALSE) {
        outcomes.add(tier.tier().end());
      }
      if (covers == Truth.TRUE) {
        return outcomes;
      }
    }
    outcomes.add(Action.PASS);
    return outcomes;
  }

  /** The truth of the whole guard, without making it. */
  private static Truth truth(PolicyRule rule, Packet packet) {
    Truth result = truth(rule.subject(), packet);
    for (Condition condition : rule.conditions()) {
      if (result == Truth.FALSE) {
        return result;
      }
      Truth truth = truth(condition.expr(), packet);
      result = truth == Truth.TRUE ? result : truth;
    }
    return result;
  }

  private static Truth truth(PacketExpr expr, Packet packet) {
    return switch (expr) {
      case PacketExpr.Const constant -> of(constant.value());
      case PacketExpr.And and -> {
        Truth result = Truth.TRUE;
        for (PacketExpr operand : and.operands()) {
          Truth truth = truth(operand, packet);
          if (truth == Truth.FALSE) {
            yield Truth.FALSE;
          }
          result = truth == Truth.OPEN ? Truth.OPEN : result;
        }
        yield result;
      }
      case PacketExpr.Or or -> {
        Truth result = Truth.FALSE;
        for (PacketExpr operand : or.operands()) {
          Truth truth = truth(operand, packet);
          if (truth == Truth.TRUE) {
            yield Truth.TRUE;
          }
          result = truth == Truth.OPEN ? Truth.OPEN : result;
        }
        yield result;
      }
      case PacketExpr.Not not -> switch (truth(not.operand(), packet)) {
        case TRUE -> Truth.FALSE;
        case FALSE -> Truth.TRUE;
        case OPEN -> Truth.OPEN;
      };
      case PacketExpr.InRange range -> of(range.field().existsIn(packet.protocol())
          && range.low() <= packet.field(range.field()) && packet.field(range.field()) <= range.high());
      case PacketExpr.InPrefix prefix ->
          of(packet.end(prefix.side()).address().filter(prefix.block()::contains).isPresent());
      case PacketExpr.IsEndpoint is -> of(is.members().contains(packet.end(is.side()).endpoint()));
      case PacketExpr.HasLabel label -> of(false);
      case PacketExpr.Loopback loopback -> of(packet.loopback());
      case PacketExpr.Matches text -> Truth.OPEN; // a packet may carry any request
      case PacketExpr.Holds holds -> truth(holds.assumption());
    };
  }

  private static Truth truth(Assumption assumption) {
    return assumption.key().equals(ENFORCED) && !assumption.isOpen()
        ? of(Valuation.DEFAULT.holds(assumption))
        : Truth.OPEN;
  }

  private static Truth of(boolean value) {
    return value ? Truth.TRUE : Truth.FALSE;
  }

  /** Some packet with the endpoint on the side; predicates over that side alone don't look at the rest of it. */
  private Packet packet(Side side, Endpoint subject) {
    End end = End.of(subject.index());
    return new Packet(subject.families().iterator().next(), Protocol.TCP, side == Side.SOURCE ? end : outside,
        side == Side.SOURCE ? outside : end, 0, 0, 0, 0, false);
  }

  private synchronized List<TierIndex> index(Plane plane) {
    return index.computeIfAbsent(plane, key -> key.tiers()
        .stream()
        .map(tier -> new TierIndex(tier,
            byEndpoint(tier.rules(), rule -> rule.subject(), key.subject()),
            byEndpoint(tier.scopes(), Scope::subject, key.subject())))
        .toList());
  }

  private <T> List<List<T>> byEndpoint(List<T> items, Function<T, PacketExpr> subject, Side side) {
    List<List<T>> lists = new ArrayList<>(Collections.nCopies(network.endpoints().size(), List.of()));
    for (T item : items) {
      if (subject.apply(item) instanceof PacketExpr.IsEndpoint is && is.side() == side) {
        EndpointSet members = is.members();
        for (int endpoint = members.next(0); endpoint >= 0; endpoint = members.next(endpoint + 1)) {
          add(lists, endpoint, item);
        }
        continue;
      }
      BitSet ends = ends(subject.apply(item), side);
      for (int endpoint = ends.nextSetBit(0); endpoint >= 0; endpoint = ends.nextSetBit(endpoint + 1)) {
        add(lists, endpoint, item);
      }
    }
    return lists;
  }

  private static <T> void add(List<List<T>> lists, int endpoint, T item) {
    if (lists.get(endpoint).isEmpty()) {
      lists.set(endpoint, new ArrayList<>(2)); // most endpoints have a policy or two
    }
    lists.get(endpoint).add(item);
  }

  /** The endpoints of which the predicate can be true on this side, and perhaps more; not to be changed. */
  private BitSet ends(PacketExpr expr, Side side) {
    return switch (expr) {
      case PacketExpr.Const constant -> constant.value() ? all : new BitSet();
      case PacketExpr.IsEndpoint is when is.side() == side -> {
        BitSet members = new BitSet();
        is.members().stream().forEach(members::set);
        yield members;
      }
      case PacketExpr.And and -> {
        BitSet every = (BitSet) all.clone();
        and.operands().forEach(operand -> every.and(ends(operand, side)));
        yield every;
      }
      case PacketExpr.Or or -> {
        BitSet some = new BitSet();
        or.operands().forEach(operand -> some.or(ends(operand, side)));
        yield some;
      }
      case PacketExpr.Not not -> all;
      case PacketExpr.InRange range -> all;
      case PacketExpr.InPrefix prefix -> all;
      case PacketExpr.IsEndpoint is -> all;
      case PacketExpr.HasLabel label -> all;
      case PacketExpr.Loopback loopback -> all;
      case PacketExpr.Matches text -> all;
      case PacketExpr.Holds holds -> all;
    };
  }
}
