package dev.canreach.lower.cilium;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.kubernetes.Blocks;
import dev.canreach.lower.kubernetes.OpenLabel;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.CiliumCidrGroup;
import dev.canreach.resource.cilium.CiliumPeer;
import dev.canreach.resource.cilium.CiliumSelector;
import dev.canreach.resource.cilium.SourcedKey;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What blocks, groups of blocks and names mean: addresses outside the cluster, never pods by default (CILIUM/2.3, CX-7). */
final class AddressPeers {
  private static final String NAME_KEY = "dns.";

  private final Ends ends;
  private final Blocks blocks;
  private final Settings settings;
  private final Assumptions assumptions;
  private final SortedMap<String, CiliumCidrGroup> groups = new TreeMap<>();
  private final boolean learnsNames;

  /**
   * Addresses as peers.
   *
   * @param learnsNames whether some policy of the input makes the agents look at name lookups
   */
  AddressPeers(Inventory inventory, Assumptions assumptions, Settings settings, Ends ends, Blocks blocks,
      boolean learnsNames) {
    this.ends = ends;
    this.blocks = blocks;
    this.settings = settings;
    this.assumptions = assumptions;
    this.learnsNames = learnsNames;
    inventory.latest(CiliumCidrGroup.class).forEach(group -> groups.put(group.name(), group));
  }

  /** The end's address lies in the block and in no exception. */
  PacketExpr block(Cidr block, List<Cidr> except, Span span, Side side) {
    PacketExpr contained = blocks.contain(side, new IpBlock(block, except, span));
    List<PacketExpr> who = new ArrayList<>(List.of(ends.isWorld(side)));
    if (settings.nodesHaveBlocks() && block.length() > 0) {
      who.add(ends.isHost(side));
    }
    if (settings.podsHaveBlocks()) {
      who.add(ends.isPod(side));
    }
    PacketExpr stranger = PacketExpr.and(ends.isStranger(side), PacketExpr.holds(Assumption.open("identity",
        "the proxy that the input does not list has its address in `" + block + "`",
        "add the pods of the proxy to the input")));
    return PacketExpr.or(PacketExpr.and(PacketExpr.or(who), contained), stranger);
  }

  /** The end's address lies in the group and in no exception. */
  PacketExpr group(CiliumPeer.Group peer, Side side) {
    CiliumCidrGroup group = groups.get(peer.name());
    if (group == null) {
      return PacketExpr.and(ends.isWorld(side), PacketExpr.holds(Assumption.open("address group",
          "the group `" + peer.name() + "`, which the input lacks, contains the address",
          "add the CiliumCIDRGroup `" + peer.name() + "` to the input")));
    }
    return PacketExpr.or(group.blocks().stream().map(block -> block(block, peer.except(), peer.span(), side)).toList());
  }

  /** The end's address has the labels of its groups that are asked for, and lies in no exception (CILIUM/CX-6). */
  PacketExpr groups(CiliumPeer.Groups peer, Side side) {
    CiliumSelector selector = peer.selector();
    List<PacketExpr> conditions = new ArrayList<>();
    boolean positive = !selector.requirements().isEmpty();
    for (Requirement requirement : selector.requirements()) {
      positive &= requirement.operator() == Operator.IN || requirement.operator() == Operator.EXISTS;
      String key = SourcedKey.parse(requirement.key()).name();
      var plain = new Requirement(key, requirement.operator(), requirement.values(), requirement.span());
      List<PacketExpr> some = new ArrayList<>();
      for (CiliumCidrGroup group : groups.values()) {
        if (!group.meta().labelsKnown()) {
          some.add(PacketExpr.and(unlessContested(group, key, peer, side), OpenLabel.of(group).meets(plain)));
        } else if (plain.matches(group.meta().labels())) {
          some.add(unlessContested(group, key, peer, side));
        }
      }
      conditions.add(PacketExpr.or(some));
    }
    if (!positive) {
      return PacketExpr.and(ends.isWorld(side), PacketExpr.holds(Assumption.open("address group",
          "the negative or empty selector of groups selects the address", "name a group: `cidrGroupRef`")));
    }
    return PacketExpr.and(conditions);
  }

  /** An address in two groups with different values of one label has one of them: nobody knows which. */
  private PacketExpr unlessContested(CiliumCidrGroup group, String key, CiliumPeer.Groups peer, Side side) {
    PacketExpr member = PacketExpr
        .or(group.blocks().stream().map(block -> block(block, peer.except(), peer.span(), side)).toList());
    List<PacketExpr> contested = new ArrayList<>();
    for (CiliumCidrGroup other : groups.values()) {
      String value = other.meta().labels().get(key);
      if (value != null && !value.equals(group.meta().labels().get(key))) {
        other.blocks().forEach(block -> contested.add(block(block, List.of(), peer.span(), side)));
      }
    }
    PacketExpr wins = PacketExpr.holds(Assumption.open("address group",
        "the address has the label `" + key + "` of the group `" + group.name() + "`",
        "give the groups of one address the same labels"));
    return PacketExpr.and(member, PacketExpr.or(PacketExpr.not(PacketExpr.or(contested)), wins));
  }

  /** The end is an address outside that a name resolves to. */
  PacketExpr name(String name, Side side) {
    return PacketExpr.and(ends.isWorld(side), learnt(assumptions.dns(name)
        .map(addresses -> among(addresses, side))
        .orElse(resolves(name))));
  }

  /** The end is an address outside that one of the names of a pattern resolves to. */
  PacketExpr pattern(String pattern, Side side) {
    DomainPattern names = DomainPattern.of(pattern);
    List<PacketExpr> ways = new ArrayList<>();
    for (Map.Entry<String, String> entry : assumptions.values().entrySet()) {
      if (entry.getKey().startsWith(NAME_KEY) && names.matches(entry.getKey().substring(NAME_KEY.length()))) {
        Optional<List<Address>> addresses = assumptions.dns(entry.getKey().substring(NAME_KEY.length()));
        ways.add(among(addresses.orElse(List.of()), side));
      }
    }
    ways.add(resolves(pattern));
    return PacketExpr.and(ends.isWorld(side), learnt(PacketExpr.or(ways)));
  }

  private static PacketExpr resolves(String name) {
    return PacketExpr.holds(Assumption.open(NAME_KEY + name,
        "`" + name + "` resolves to the address at the other end", "--assume " + NAME_KEY + "NAME=ADDRESS,..."));
  }

  private static PacketExpr among(List<Address> addresses, Side side) {
    return PacketExpr.or(addresses.stream().map(address -> PacketExpr.inPrefix(side, Cidr.of(address))).toList());
  }

  /** Addresses of names are learnt from lookups that pass a rule with `dns` (CILIUM/2.3). */
  private PacketExpr learnt(PacketExpr resolved) {
    return learnsNames
        ? resolved
        : PacketExpr.and(resolved, PacketExpr.holds(Assumption.open("dns",
            "the agents learn addresses of names although no rule of the input has `rules.dns`",
            "allow lookups by a rule for port 53 with `rules.dns`")));
  }

  /** The end is an address of a group that a cloud provider keeps. */
  PacketExpr cloud(Side side) {
    return PacketExpr.and(ends.isWorld(side), PacketExpr.holds(Assumption.open("cloud group",
        "the address belongs to the group of the cloud provider", "name its blocks: `fromCIDRSet` or `toCIDRSet`")));
  }
}
