package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Engine;
import dev.canreach.lower.Planes;
import dev.canreach.model.Assignment;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways of forwarded packets. Policies see them after the destination was translated (K8S/S-20); a packet that enters
 * through a node gets the node as its source before the policies of the backend see it (K8S/S-21).
 *
 * @param outside the index of the outside
 * @param someNode the index of the node that traffic from outside comes from
 * @param becomesNode whether the policies of the backend see the node as the source, and not the client
 */
public record PathMaker(int outside, int someNode, PacketExpr becomesNode) {

  /** With Cilium that depends on how packets go from node to node (CILIUM/2.10). */
  private static final Assumption REMOTE_NODE = Assumption.open("routing",
      "the policies of a pod see the node that a client outside came through, and not the client",
      "set `externalTrafficPolicy: Local`");

  /** The ways of a cluster with this network plugin. */
  static PathMaker of(int outside, int someNode, Engine engine) {
    return new PathMaker(outside, someNode,
        engine.owns(Engine.CILIUM) ? PacketExpr.holds(REMOTE_NODE) : PacketExpr.TRUE);
  }

  /** The packet comes from inside the cluster: only there are Service addresses routed (K8S/S-16). */
  PacketExpr fromInside() {
    return PacketExpr.not(fromOutside());
  }

  /** The packet comes from outside the cluster. */
  PacketExpr fromOutside() {
    return PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(outside));
  }

  /** A packet that keeps its source. */
  Route.Alternative plain(Planes planes, String name, PacketExpr guard, Backend backend, Origin origin) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop(name, guard, assignments(backend), origin));
    steps.addAll(planes.outward());
    steps.add(new Step.Stage(planes.ingress()));
    return new Route.Alternative(backend.endpoint(), 1, new Path(steps));
  }

  /**
   * A packet whose source becomes a node. That does not make it traffic of the node itself: a pod on that node is as
   * protected as any (K8S/N-22 is about the node's own processes).
   */
  Route.Alternative masqueraded(Planes planes, String name, PacketExpr guard, Backend backend, int node,
      Origin origin) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop(name, guard, assignments(backend), origin));
    steps.addAll(planes.outward());
    steps.addAll(asNode(planes, node, origin));
    return new Route.Alternative(backend.endpoint(), 1, new Path(steps));
  }

  /** A packet to a port of a node: the first hop says that the node forwards it at all, the second one where to. */
  Route.Alternative throughNode(Planes planes, String name, PacketExpr taken, PacketExpr guard, Backend backend,
      Optional<Integer> node, Origin origin) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop(name, taken, List.of(), origin));
    steps.add(new Step.Hop("endpoint", guard, assignments(backend), origin));
    steps.addAll(planes.outward());
    if (node.isPresent()) {
      steps.addAll(asNode(planes, node.get(), origin));
    } else {
      steps.add(new Step.Stage(planes.ingress()));
    }
    return new Route.Alternative(backend.endpoint(), 1, new Path(steps));
  }

  /** A packet that the node takes and then rejects, because there is nobody to send it to (K8S/S-18). */
  static Route.Alternative rejected(int node, String name, PacketExpr taken, Origin origin) {
    return new Route.Alternative(node, 1, new Path(List.of(new Step.Hop(name, taken, List.of(), origin),
        new Step.Hop("endpoint", PacketExpr.FALSE, List.of(), origin))));
  }

  /** The policies of the backend judge the packet with the node as its source, or with the client where they see that. */
  private List<Step> asNode(Planes planes, int node, Origin origin) {
    List<Step> steps = new ArrayList<>();
    if (!becomesNode.equals(PacketExpr.TRUE)) {
      steps.add(new Step.Stage(planes.ingressWhile(PacketExpr.not(becomesNode), PlatformTiers.OWN_NODE)));
    }
    steps.add(masquerade(node, origin));
    steps.add(new Step.Stage(planes.ingressWhile(becomesNode, PlatformTiers.OWN_NODE)));
    return steps;
  }

  private static Step.Hop masquerade(int node, Origin origin) {
    return new Step.Hop("masquerade", PacketExpr.TRUE,
        List.of(new Assignment.ToEnd(Side.SOURCE, node, Optional.empty())), origin);
  }

  private static List<Assignment> assignments(Backend backend) {
    List<Assignment> assignments = new ArrayList<>();
    assignments.add(new Assignment.ToEnd(Side.DESTINATION, backend.endpoint(), backend.address()));
    backend.port().ifPresent(port -> assignments.add(new Assignment.ToPort(port)));
    return assignments;
  }
}
