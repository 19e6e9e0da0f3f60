package dev.canreach.diff;

import dev.canreach.eval.Evaluator;
import dev.canreach.eval.Trace;
import dev.canreach.model.Action;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds packets that one network delivers and another does not, and replays each in both: what the sets say must be what
 * the evaluator does.
 */
final class Examples {
  private final Network open;
  private final Network shut;
  private final LeastHeader least;

  /**
   * @param open the network that delivers
   * @param shut the network that does not
   * @param sets what made the traffic
   */
  Examples(Network open, Network shut, TrafficSets sets) {
    this.open = open;
    this.shut = shut;
    least = new LeastHeader(sets);
  }

  /** One side of a packet: an endpoint of some id, or an outside address. */
  record Party(Optional<String> id, Optional<Address> outside) {

    static Party of(JointEnd end, int member, IpFamily family) {
      return end.members().isEmpty()
          ? new Party(Optional.empty(), end.addresses()
              .ranges()
              .stream()
              .filter(range -> range.family() == family)
              .map(range -> range.first())
              .findFirst())
          : new Party(Optional.of(end.members().get(member).id()), Optional.empty());
    }

    String name() {
      return id.or(() -> outside.map(Address::toString)).orElseThrow();
    }

    /** The ends of packets that this side can have in a network; none where the network does not have it. */
    List<End> in(Network network, IpFamily family) {
      if (outside.isPresent()) {
        return List.of(End.at(network.outside().index(), outside.get()));
      }
      Optional<Endpoint> endpoint = id.flatMap(network::endpoint)
          .filter(ReachabilityMap::isEnd)
          .filter(each -> each.speaks(family));
      if (endpoint.isEmpty()) {
        return List.of();
      }
      List<End> ends = new ArrayList<>();
      endpoint.get()
          .addresses()
          .stream()
          .filter(address -> address.family() == family)
          .forEach(address -> ends.add(End.at(endpoint.get().index(), address)));
      return ends.isEmpty() ? List.of(End.of(endpoint.get().index())) : ends;
    }
  }

  /** The least packet of the traffic between the first two different members of two ends, with ports if any has. */
  Example of(JointEnd from, JointEnd to, SortedMap<IpFamily, TrafficSet> traffic) {
    IpFamily family = traffic.firstKey();
    TrafficSet.Header header = least.of(Objects.requireNonNull(traffic.get(family)));
    Party source = Party.of(from, 0, family);
    Party destination = Party.of(to, from.equals(to) ? 1 : 0, family);
    Packet packet = packets(open, source, destination, family, header).stream()
        .filter(each -> arrives(open, each))
        .findFirst()
        .orElseThrow(() -> disagreement(source, destination, header));
    List<Packet> refused = packets(shut, source, destination, family, header);
    if (refused.stream().anyMatch(each -> arrives(shut, each))) {
      throw disagreement(source, destination, header);
    }
    List<Example.Reason> reasons = refused.isEmpty() ? List.of() : reasons(packet, refused.get(0));
    return new Example(source.name(), destination.name(), packet, reasons);
  }

  private static IllegalStateException disagreement(Party source, Party destination, TrafficSet.Header header) {
    return new IllegalStateException("sets and evaluator disagree about " + header + " from " + source.name() + " to "
        + destination.name());
  }

  private static List<Packet> packets(Network network, Party source, Party destination, IpFamily family,
      TrafficSet.Header header) {
    List<Packet> packets = new ArrayList<>();
    for (End from : source.in(network, family)) {
      for (End to : destination.in(network, family)) {
        packets.add(new Packet(family, header.protocol(), from, to, header.sourcePort(), header.destinationPort(),
            header.icmpType(), header.icmpCode(), false));
      }
    }
    return packets;
  }

  private static boolean arrives(Network network, Packet packet) {
    return new Evaluator(network, Valuation.DEFAULT).decide(network.direct(), packet).allowed();
  }

  /** The stages that block the one packet and let the other pass. */
  private List<Example.Reason> reasons(Packet passing, Packet refused) {
    List<Example.Reason> reasons = new ArrayList<>();
    for (Plane plane : planes(shut)) {
      Trace.Judged verdict = new Evaluator(shut, Valuation.DEFAULT).judge(plane, refused);
      if (verdict.action() == Action.DENY) {
        Optional<Origin> allowed = planes(open).stream()
            .filter(each -> each.name().equals(plane.name()) && each.subject() == plane.subject())
            .findFirst()
            .flatMap(each -> new Evaluator(open, Valuation.DEFAULT).judge(each, passing).rule())
            .map(PolicyRule::origin);
        reasons.add(new Example.Reason(plane.name(), blockers(verdict), allowed));
      }
    }
    return reasons;
  }

  private static List<Plane> planes(Network network) {
    return network.direct()
        .steps()
        .stream()
        .filter(Step.Stage.class::isInstance)
        .map(step -> ((Step.Stage) step).plane())
        .toList();
  }

  /** The rule that denies, or the objects whose subjects get nothing that no rule allows. */
  static List<Origin> blockers(Trace.Judged verdict) {
    if (verdict.rule().isPresent()) {
      return List.of(verdict.rule().get().origin());
    }
    List<Scope> own = verdict.tier().map(tier -> tier.scopes()).orElse(List.of());
    return verdict.scopes().stream().filter(own::contains).map(Scope::origin).sorted().distinct().toList();
  }
}
