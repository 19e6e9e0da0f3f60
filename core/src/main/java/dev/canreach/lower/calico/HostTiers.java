package dev.canreach.lower.calico;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.calico.HostCoverage.Covering;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.CalicoRule;
import dev.canreach.resource.calico.Failsafe;
import dev.canreach.resource.calico.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What holds for traffic of the hosts themselves besides policies: failsafe ports and profiles (CALICO/1.10). */
final class HostTiers {
  private static final String NAMESPACE_PROFILE = "kns.";

  private final HostCoverage coverage;
  private final FelixSettings settings;
  private final RuleMaker rules;
  private final Peers peers;
  private final PacketExpr enforced;
  private final Inventory inventory;
  private final Map<String, Profile> profiles = new HashMap<>();

  HostTiers(HostCoverage coverage, FelixSettings settings, RuleMaker rules, Peers peers, PacketExpr enforced,
      Inventory inventory) {
    this.coverage = coverage;
    this.settings = settings;
    this.rules = rules;
    this.peers = peers;
    this.enforced = enforced;
    this.inventory = inventory;
    inventory.latest(Profile.class).forEach(profile -> profiles.put(profile.name(), profile));
  }

  /** Adds the exemption of failsafe ports before the policies of hosts. */
  void addFailsafes(NetworkBuilder network, int rank) {
    network.egress(rank, failsafes(Side.SOURCE));
    network.ingress(rank, failsafes(Side.DESTINATION));
  }

  private Tier failsafes(Side side) {
    List<PolicyRule> list = new ArrayList<>();
    for (Covering covering : coverage.all()) {
      Origin origin = new Origin("failsafe ports of " + covering.host().id(), "", "", covering.host().span());
      PacketExpr subjects = PacketExpr.and(enforced, covering.when(), coverage.host(covering.node(), side));
      list.add(new PolicyRule(subjects, List.of(new Condition("port", failsafe(covering, side), origin)), Action.ALLOW,
          origin));
    }
    return new Tier("failsafe ports", List.of(), list, Action.PASS);
  }

  /** The packet uses a port that policies of the host endpoint cannot close. */
  PacketExpr failsafe(Covering covering, Side side) {
    List<Failsafe> open = side == Side.SOURCE
        ? settings.outbound(covering.host().node())
        : settings.inbound(covering.host().node());
    return PacketExpr.or(open.stream()
        .map(failsafe -> PacketExpr.and(PacketExpr.is(failsafe.protocol()),
            PacketExpr.is(Field.DESTINATION_PORT, failsafe.port()),
            failsafe.net()
                .map(net -> peers.inBlock(net, side.other(), covering.host().span()))
                .orElse(PacketExpr.TRUE)))
        .toList());
  }

  /** Adds what decides about hosts when no policy does: their profiles, else nothing passes (CALICO/1.9). */
  void addProfiles(NetworkBuilder network, int rank) {
    network.egress(rank, profiles(Side.SOURCE));
    network.ingress(rank, profiles(Side.DESTINATION));
  }

  private Tier profiles(Side side) {
    List<Scope> scopes = new ArrayList<>();
    List<PolicyRule> list = new ArrayList<>();
    for (Covering covering : coverage.all()) {
      PacketExpr subjects = PacketExpr.and(enforced, covering.when(), coverage.host(covering.node(), side));
      Origin origin = new Origin(covering.host().id(), "", "", covering.host().span());
      scopes.add(new Scope(subjects, origin));
      for (String name : covering.host().profiles()) {
        list.addAll(profile(name, subjects, side, origin));
      }
    }
    return new Tier("profiles of hosts", scopes, list, Action.DENY);
  }

  private List<PolicyRule> profile(String name, PacketExpr subjects, Side side, Origin origin) {
    if (name.equals(Profile.DEFAULT_ALLOW) || name.startsWith(NAMESPACE_PROFILE)) {
      return List.of(new PolicyRule(subjects, List.of(), Action.ALLOW,
          new Origin("Profile " + name, "", "", Lowerings.builtIn())));
    }
    Profile profile = profiles.get(name);
    if (profile == null) {
      Assumption allows = Assumption.open("profile", "the Profile `" + name + "` allows this traffic",
          "add the Profile `" + name + "` to the input");
      return List.of(new PolicyRule(PacketExpr.and(subjects, PacketExpr.holds(allows)), List.of(), Action.ALLOW,
          origin));
    }
    RefusedParts refused = RefusedParts.of(profile, inventory);
    if (!refused.isEmpty()) {
      return RefusedPolicies.rules(profile, refused, subjects, side == Side.DESTINATION);
    }
    List<PolicyRule> list = new ArrayList<>();
    var place = new RuleMaker.Place(profile.id(), "", side == Side.DESTINATION);
    for (CalicoRule rule : side == Side.DESTINATION ? profile.ingress() : profile.egress()) {
      rules.rule(rule, subjects, place, Action.DENY).ifPresent(list::add);
    }
    return list;
  }
}
