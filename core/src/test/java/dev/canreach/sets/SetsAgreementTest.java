package dev.canreach.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.RandomNetworks;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The set engine and the evaluator give the same answer about every packet of every network. */
class SetsAgreementTest {
  private static final int PACKETS = 8;

  @Property(tries = 10_000)
  void everyPacketArrivesInBothOrInNeither(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network network = random.network();
    Path path = random.path(network);
    PacketExpr guard = random.guard();
    Valuation valuation = random.valuation();
    Evaluator evaluator = new Evaluator(network, valuation);
    FlowSets exact = new FlowSets(network, valuation);
    FlowSets open = new FlowSets(network, withoutOpen(valuation));
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = random.packet(network);
      boolean arrives = evaluator.matches(guard, packet) && evaluator.decide(path, packet).allowed();
      TrafficBounds traffic = traffic(exact, packet, guard, path);
      TrafficBounds bounds = traffic(open, packet, guard, path);
      if (isFuture(network, packet)) {
        assertThat(traffic.must().contains(packet)).as("%s must", packet).isIn(false, arrives);
        assertThat(traffic.may().contains(packet)).as("%s may", packet).isIn(true, arrives);
      } else {
        assertThat(traffic.isExact()).isTrue();
        assertThat(traffic.must().contains(packet)).as("%s arrives", packet).isEqualTo(arrives);
      }
      assertThat(bounds.must().contains(packet)).as("%s must", packet).isIn(false, arrives);
      assertThat(bounds.may().contains(packet)).as("%s may", packet).isIn(true, arrives);
    }
  }

  @Property(tries = 3_000)
  void theLeastMemberOfEveryPieceArrives(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network network = random.network();
    Path path = random.path(network);
    PacketExpr guard = random.guard();
    Valuation valuation = random.valuation();
    Evaluator evaluator = new Evaluator(network, valuation);
    Packet some = random.packet(network);
    for (FlowSets.Piece piece : pieces(new FlowSets(network, valuation), some, guard, path)) {
      Optional<Packet> least = piece.delivered().must().least().map(header -> packet(piece, header, some));
      least.ifPresent(packet -> {
        assertThat(piece.contains(packet)).isTrue();
        assertThat(evaluator.matches(guard, packet)).as("%s is meant", packet).isTrue();
        Decision decision = evaluator.decide(path, packet);
        assertThat(decision.allowed()).as("%s arrives: %s", packet, decision).isTrue();
      });
    }
  }

  private static Packet packet(FlowSets.Piece piece, TrafficSet.Header header, Packet like) {
    End source = new End(like.source().endpoint(),
        piece.sources().ranges().stream().findFirst().map(range -> range.last()), like.source().labels());
    End destination = new End(like.destination().endpoint(),
        piece.destinations().ranges().stream().findFirst().map(range -> range.first()), like.destination().labels());
    return new Packet(piece.family(), header.protocol(), source, destination, header.sourcePort(),
        header.destinationPort(), header.icmpType(), header.icmpCode(), like.loopback(),
        like.request());
  }

  private static List<FlowSets.Piece> pieces(FlowSets flows, Packet packet, PacketExpr guard, Path path) {
    return flows.delivered(packet.source().endpoint(), packet.destination().endpoint(), packet.loopback(),
        packet.request(), guard, path);
  }

  private static TrafficBounds traffic(FlowSets flows, Packet packet, PacketExpr guard, Path path) {
    List<FlowSets.Piece> holding = pieces(flows, packet, guard, path).stream().filter(p -> p.contains(packet)).toList();
    assertThat(holding).as("pieces of %s", packet).hasSize(1);
    return holding.get(0).delivered();
  }

  private static boolean isFuture(Network network, Packet packet) {
    return network.endpoint(packet.source().endpoint()).role() == Role.FUTURE
        || network.endpoint(packet.destination().endpoint()).role() == Role.FUTURE;
  }

  private static Valuation withoutOpen(Valuation valuation) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>(valuation.values());
    values.keySet().removeIf(Assumption::isOpen);
    return new Valuation(values);
  }
}
