package dev.canreach.query;

import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a network delivers of a flow, as one predicate on the packets as they are sent. It mentions no endpoint, so it
 * is true of the same packets of another network that has the same ends.
 */
final class Delivered {
  private static final PacketExpr HAS_PORTS = PacketExpr.inRange(Field.DESTINATION_PORT, 0, 65535);

  private final Network network;
  private final Optional<Valuation> valuation;

  /**
   * @param valuation the values of the assumptions; empty to leave them in the predicate
   */
  Delivered(Network network, Optional<Valuation> valuation) {
    this.network = network;
    this.valuation = valuation;
  }

  /**
   * One end of a packet at some point of its path.
   *
   * @param endpoint its index
   * @param asSent whether no hop has set it
   * @param addresses the addresses that it may have; empty when the packet itself says which it has
   */
  private record Place(int endpoint, boolean asSent, Optional<List<Address>> addresses) {}

  /** A packet at some point of its path. */
  private record State(Place source, Place destination, Optional<Integer> port, boolean loopback, Request request) {
    Place end(Side side) {
      return switch (side) {
        case SOURCE -> source;
        case DESTINATION -> destination;
      };
    }
  }

  /**
   * The packets that the network takes from the first end to the last.
   *
   * @param flow the packets that are meant, by the indexes of this network
   * @param source the source in the network that the predicate is for
   * @param destination the destination there
   */
  PacketExpr of(Flow flow, Endpoint source, Endpoint destination) {
    List<PacketExpr> parts = new ArrayList<>();
    State state = new State(sent(flow.source(), source, parts), sent(flow.destination(), destination, parts),
        Optional.empty(), flow.loopback(), flow.request());
    parts.add(as(flow.guard(), state));
    for (Step step : flow.path().steps()) {
      switch (step) {
        case Step.Stage stage -> parts.add(allowed(stage.plane(), state));
        case Step.Hop hop -> {
          parts.add(as(hop.guard(), state));
          state = after(hop.assignments(), state, parts);
        }
      }
      if (parts.get(parts.size() - 1).equals(PacketExpr.FALSE)) {
        return PacketExpr.FALSE;
      }
    }
    return PacketExpr.and(parts);
  }

  /** An end whose addresses are others there than here cannot be told by them: it counts with all that it has here. */
  private Place sent(int index, Endpoint there, List<PacketExpr> parts) {
    Endpoint here = network.endpoint(index);
    parts.add(PacketExpr.or(here.families().stream().map(PacketExpr::is).toList()));
    return new Place(index, true, here.addresses().equals(there.addresses())
        ? Optional.empty()
        : Optional.of(here.addresses()));
  }

  private State after(List<Assignment> assignments, State before, List<PacketExpr> parts) {
    Place source = before.source();
    Place destination = before.destination();
    Optional<Integer> port = before.port();
    Request request = before.request();
    for (Assignment assignment : assignments) {
      switch (assignment) {
        case Assignment.ToPort to -> {
          parts.add(HAS_PORTS);
          port = Optional.of(to.port());
        }
        case Assignment.ToEnd to -> {
          Endpoint end = network.endpoint(to.endpoint());
          List<Address> addresses = new ArrayList<>();
          to.address().ifPresentOrElse(address -> {
            parts.add(PacketExpr.is(address.family()));
            addresses.add(address);
          }, () -> {
            parts.add(PacketExpr.or(end.families().stream().map(PacketExpr::is).toList()));
            for (IpFamily family : end.families()) {
              end.address(family).ifPresent(addresses::add);
            }
          });
          Place place = new Place(to.endpoint(), false, Optional.of(addresses));
          switch (to.side()) {
            case SOURCE -> source = place;
            case DESTINATION -> destination = place;
          }
        }
        case Assignment.Rewrite rewrite -> request = request.after(rewrite.change());
      }
    }
    boolean same = source.endpoint() == destination.endpoint();
    return new State(source, destination, port, before.loopback() && same, request);
  }

  private PacketExpr allowed(Plane plane, State state) {
    PacketExpr allowed = PacketExpr.TRUE;
    for (Tier tier : plane.tiers().reversed()) {
      allowed = allowed(tier, allowed, state);
    }
    return allowed;
  }

  /** What a tier lets through, given what those after it do. */
  private PacketExpr allowed(Tier tier, PacketExpr rest, State state) {
    PacketExpr covered = PacketExpr.or(tier.scopes().stream().map(scope -> as(scope.subject(), state)).toList());
    PacketExpr allowed = choose(covered, outcome(tier.end(), rest), rest);
    List<PolicyRule> rules = tier.rules();
    int end = rules.size();
    while (end > 0) {
      int start = end;
      Action action = rules.get(end - 1).action();
      while (start > 0 && rules.get(start - 1).action() == action) {
        start--;
      }
      PacketExpr matched = any(rules.subList(start, end), state);
      allowed = choose(matched, outcome(action, rest), allowed);
      end = start;
    }
    return allowed;
  }

  private static PacketExpr outcome(Action action, PacketExpr rest) {
    return switch (action) {
      case ALLOW -> PacketExpr.TRUE;
      case DENY -> PacketExpr.FALSE;
      case PASS -> rest;
    };
  }

  private static PacketExpr choose(PacketExpr condition, PacketExpr then, PacketExpr otherwise) {
    if (then.equals(otherwise) || condition.equals(PacketExpr.FALSE)) {
      return otherwise;
    }
    PacketExpr taken = PacketExpr.and(condition, then);
    return then.equals(PacketExpr.TRUE)
        ? PacketExpr.or(taken, otherwise)
        : PacketExpr.or(taken, PacketExpr.and(PacketExpr.not(condition), otherwise));
  }

  private PacketExpr any(List<PolicyRule> rules, State state) {
    List<PacketExpr> matched = new ArrayList<>();
    for (PolicyRule rule : rules) {
      PacketExpr match = as(rule.subject(), state);
      for (Condition condition : rule.conditions()) {
        if (match.equals(PacketExpr.FALSE)) {
          break;
        }
        match = PacketExpr.and(match, as(condition.expr(), state));
      }
      matched.add(match);
    }
    return PacketExpr.or(matched);
  }

  /** What a predicate at some point of the path says of the packet as it was sent. */
  private PacketExpr as(PacketExpr expr, State state) {
    return switch (expr) {
      case PacketExpr.Const same -> same;
      case PacketExpr.And and -> {
        List<PacketExpr> parts = new ArrayList<>();
        for (PacketExpr operand : and.operands()) {
          PacketExpr part = as(operand, state);
          if (part.equals(PacketExpr.FALSE)) {
            yield part;
          }
          parts.add(part);
        }
        yield PacketExpr.and(parts);
      }
      case PacketExpr.Or or -> PacketExpr.or(or.operands().stream().map(each -> as(each, state)).toList());
      case PacketExpr.Not not -> PacketExpr.not(as(not.operand(), state));
      case PacketExpr.InRange range -> state.port()
          .filter(port -> range.field() == Field.DESTINATION_PORT)
          .<PacketExpr>map(port -> range.low() <= port && port <= range.high() ? HAS_PORTS : PacketExpr.FALSE)
          .orElse(range);
      case PacketExpr.InPrefix prefix -> {
        Predicate<Address> inside = prefix.block()::contains;
        yield state.end(prefix.side())
            .addresses()
            .map(addresses -> addresses.stream().anyMatch(inside)
                ? PacketExpr.is(prefix.block().family())
                : PacketExpr.FALSE)
            .orElse(prefix);
      }
      case PacketExpr.IsEndpoint is ->
          PacketExpr.constant(is.members().contains(state.end(is.side()).endpoint()));
      case PacketExpr.HasLabel label -> state.end(label.side()).asSent() ? label : PacketExpr.FALSE;
      case PacketExpr.Loopback loopback -> PacketExpr.constant(state.loopback());
      case PacketExpr.Matches text ->
          PacketExpr.constant(state.request().matches(text.field(), text.pattern()));
      case PacketExpr.Holds holds -> valuation
          .map(values -> PacketExpr.constant(values.holds(holds.assumption())))
          .orElse(holds);
    };
  }
}
