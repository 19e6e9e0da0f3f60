package dev.canreach.query;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Flows of an earlier network, found again by the ids of their ends. */
final class EarlierFlows {
  private final Network network;
  private final Map<Ends, List<Flow>> flows = new HashMap<>();

  /**
   * Where packets go.
   *
   * @param source who sends them
   * @param entry whom they are sent to
   * @param destination who is meant to receive them
   * @param port the port that a hop gives them, where one does
   */
  private record Ends(String source, String entry, String destination, OptionalInt port) {}

  EarlierFlows(Network network) {
    this.network = network;
  }

  void add(Flow flow, String destination, OptionalInt port) {
    flows.computeIfAbsent(ends(network, flow, destination, port), ends -> new ArrayList<>()).add(flow);
  }

  /**
   * The packets of a flow of a later network that the earlier one delivers, too, from the same source by the same entry to
   * the same destination and port.
   *
   * @param valuation the values of the assumptions in the earlier network; empty when they are those of the later one
   */
  PacketExpr delivered(Network later, Flow flow, String destination, OptionalInt port,
      Optional<Valuation> valuation) {
    Endpoint source = later.endpoint(flow.source());
    Endpoint entry = later.endpoint(flow.destination());
    Delivered delivered = new Delivered(network, valuation);
    return PacketExpr.or(flows.getOrDefault(ends(later, flow, destination, port), List.of())
        .stream()
        .map(each -> delivered.of(each, source, entry))
        .toList());
  }

  private static Ends ends(Network network, Flow flow, String destination, OptionalInt port) {
    return new Ends(network.endpoint(flow.source()).id(), network.endpoint(flow.destination()).id(), destination, port);
  }
}
