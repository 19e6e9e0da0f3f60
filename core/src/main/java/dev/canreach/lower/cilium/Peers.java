package dev.canreach.lower.cilium;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.cilium.CiliumEntry;
import dev.canreach.resource.cilium.CiliumPeer;
import dev.canreach.resource.cilium.CiliumTraffic;
import java.util.ArrayList;
import java.util.List;

/** Whom an entry is about (CILIUM/2.3, 2.5). */
record Peers(EndpointPeers endpoints, AddressPeers addresses, ServicePeers services) {

  /**
   * The end is one of the peers of an entry.
   *
   * @param namespace the namespace of the policy; empty for one of the whole cluster
   * @param forInit whether the rule governs pods that are being set up
   * @param side the side of the peers
   */
  PacketExpr of(CiliumEntry entry, String namespace, boolean forInit, Side side) {
    if (entry.peers().isEmpty()) {
      return PacketExpr.FALSE;
    }
    List<PacketExpr> selected = new ArrayList<>();
    for (CiliumPeer peer : entry.peers().get()) {
      selected.addAll(peer(peer, entry.deny(), namespace, forInit, side));
    }
    if (selected.isEmpty()) {
      // nobody is named: with ports that is everybody, without it is nobody (CILIUM/2.5, CX-13)
      return PacketExpr.constant(!(entry.traffic() instanceof CiliumTraffic.All));
    }
    return PacketExpr.or(selected);
  }

  /** What a peer stands for: nothing for a Service that does not resolve, and for any Service that is to be denied (CX-13). */
  private List<PacketExpr> peer(CiliumPeer peer, boolean deny, String namespace, boolean forInit, Side side) {
    return switch (peer) {
      case CiliumPeer.Endpoints selected ->
          List.of(endpoints.selected(selected.selector(), namespace, forInit, side));
      case CiliumPeer.Entity entity -> List.of(endpoints.entity(entity.name(), side));
      case CiliumPeer.Block block -> List.of(addresses.block(block.block(), block.except(), block.span(), side));
      case CiliumPeer.Group group -> List.of(addresses.group(group, side));
      case CiliumPeer.Groups groups -> List.of(addresses.groups(groups, side));
      case CiliumPeer.NamedService service -> deny ? List.of() : services.named(service, side);
      case CiliumPeer.SelectedServices selected -> deny ? List.of() : services.selected(selected, side);
      case CiliumPeer.Name name -> List.of(addresses.name(name.name(), side));
      case CiliumPeer.NamePattern pattern -> List.of(addresses.pattern(pattern.pattern(), side));
      case CiliumPeer.Nodes nodes -> List.of(PacketExpr.and(endpoints.entity("remote-node", side),
          PacketExpr.holds(Assumption.open("node labels", "the node has the labels that the policy selects",
              "select nodes by entities"))));
      case CiliumPeer.CloudGroup group -> List.of(addresses.cloud(side));
      case CiliumPeer.Invalid invalid -> List.of(PacketExpr.FALSE);
    };
  }
}
