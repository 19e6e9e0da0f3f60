package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.kubernetes.IpBlock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a block of addresses means (K8S/N-11, N-12): known addresses are compared; for ends whose addresses the input does
 * not state, the pod ranges, the addresses of the nodes, or an assumption decide.
 */
public final class Blocks {
  /** With more address-less pods than this, a block that overlaps the pod range holds all of them or none. */
  private static final int MOST_SINGLE_PODS = 256;

  private final ClusterFacts facts;
  private final AddressSet nodeAddresses;
  private final List<Endpoint> names = new ArrayList<>();
  private final BitSet pods = new BitSet();
  private final BitSet listedNodes = new BitSet();
  private final BitSet strangeNodes = new BitSet();
  private final List<Endpoint> endpoints;

  Blocks(ClusterFacts facts, List<NodeClass> listed, List<Endpoint> endpoints) {
    this.facts = facts;
    this.endpoints = endpoints;
    this.nodeAddresses = AddressSet
        .of(listed.stream().flatMap(node -> node.addresses().stream()).map(Cidr::of).toList());
    for (Endpoint endpoint : endpoints) {
      if (endpoint.addresses().isEmpty()) {
        place(endpoint);
      }
    }
  }

  private void place(Endpoint endpoint) {
    switch (endpoint.role()) {
      case WORKLOAD -> (endpoint.hostNetwork() ? listedNodes : pods).set(endpoint.index());
      case FUTURE -> pods.set(endpoint.index());
      case IMPLIED -> {
        if (endpoint.id().startsWith(ExternalNames.PREFIX)) {
          names.add(endpoint);
        } else if (endpoint.id().equals(NodeClass.SOME)) {
          listedNodes.set(endpoint.index());
        } else if (endpoint.namespace().isEmpty()) {
          strangeNodes.set(endpoint.index());
        } else {
          pods.set(endpoint.index());
        }
      }
      case NODE -> strangeNodes.set(endpoint.index());
      case VIRTUAL, OUTSIDE -> {
        // the one is never an end when policies look, the other always has an address
      }
    }
  }

  /** The end's address lies in the block and in no exception. */
  public PacketExpr contain(Side side, IpBlock block) {
    PacketExpr within = PacketExpr.and(PacketExpr.inPrefix(side, block.cidr()),
        PacketExpr.not(PacketExpr.or(block.except().stream().map(cidr -> PacketExpr.inPrefix(side, cidr)).toList())));
    AddressSet addresses = AddressSet.of(block.cidr()).minus(AddressSet.of(block.except()));
    IpFamily family = block.cidr().family();
    List<PacketExpr> unknown = new ArrayList<>();
    if (addresses.equals(AddressSet.of(Cidr.all(family)))) {
      BitSet everyone = (BitSet) pods.clone();
      everyone.or(listedNodes);
      everyone.or(strangeNodes);
      names.forEach(name -> everyone.set(name.index()));
      unknown.add(is(side, everyone));
    } else {
      String text = text(block);
      unknown.addAll(podsIn(side, addresses, family, text));
      unknown.add(nodesIn(side, addresses, family, text));
      unknown.add(PacketExpr.and(is(side, strangeNodes), nodesLieIn(text)));
      names
          .forEach(name -> unknown.add(PacketExpr.and(is(side, only(name.index())), ExternalNames.liesIn(name, text))));
    }
    return PacketExpr.or(within, PacketExpr.and(PacketExpr.is(family), PacketExpr.or(unknown)));
  }

  private List<PacketExpr> podsIn(Side side, AddressSet addresses, IpFamily family, String text) {
    AddressSet ranges = facts.podRanges(family);
    if (ranges.isEmpty()) {
      Assumption none = Assumption.defaulted("podCidrs",
          "pods whose addresses are not known have them in `" + text + "`",
          "--assume podCidrs=CIDR,...", false);
      return List.of(PacketExpr.and(is(side, pods), PacketExpr.holds(none)));
    }
    AddressSet common = ranges.intersect(addresses);
    if (common.isEmpty()) {
      return List.of();
    }
    if (common.equals(ranges)) {
      return List.of(is(side, pods));
    }
    if (pods.cardinality() > MOST_SINGLE_PODS) {
      return List.of(PacketExpr.and(is(side, pods), podLiesIn("the pods without a known address", text)));
    }
    return pods.stream()
        .mapToObj(pod -> PacketExpr.and(is(side, only(pod)), podLiesIn("`" + endpoints.get(pod).id() + "`", text)))
        .toList();
  }

  private static PacketExpr podLiesIn(String who, String text) {
    return PacketExpr.holds(Assumption.open("address", who + " has its address in `" + text + "`",
        "add the running pods, with their addresses, to the input"));
  }

  /** Pods on the network of an unknown node have the address of one of the listed nodes. */
  private PacketExpr nodesIn(Side side, AddressSet addresses, IpFamily family, String text) {
    AddressSet own = nodeAddresses.intersect(AddressSet.of(Cidr.all(family)));
    AddressSet common = own.intersect(addresses);
    PacketExpr nodes = is(side, listedNodes);
    if (own.isEmpty() || (!common.isEmpty() && !common.equals(own))) {
      return PacketExpr.and(nodes, nodesLieIn(text));
    }
    return common.isEmpty() ? PacketExpr.FALSE : nodes;
  }

  private static PacketExpr nodesLieIn(String text) {
    return PacketExpr.holds(Assumption.open("address", "the node has its address in `" + text + "`",
        "add the Nodes, with their addresses, to the input"));
  }

  private static PacketExpr is(Side side, BitSet members) {
    return PacketExpr.isEndpoint(side, EndpointSet.of(members));
  }

  private static BitSet only(int index) {
    BitSet single = new BitSet();
    single.set(index);
    return single;
  }

  private static String text(IpBlock block) {
    return block.except().isEmpty()
        ? block.cidr().toString()
        : block.cidr() + " except " + String.join(", ", block.except().stream().map(Cidr::toString).toList());
  }
}
