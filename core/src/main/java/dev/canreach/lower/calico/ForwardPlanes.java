package dev.canreach.lower.calico;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.NetworkBuilder.Traffic;
import dev.canreach.lower.calico.HostCoverage.Covering;
import dev.canreach.lower.calico.TierMaker.Point;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.CalicoPolicy.HostUse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Policies of host endpoints about traffic that hosts forward to and from pods (CALICO/1.10). A host endpoint of all
 * interfaces sees packets come from its pods and go to them too (CALICO/CAX-6).
 */
final class ForwardPlanes {
  private static final String IN = "host endpoint ingress";
  private static final String OUT = "host endpoint egress";

  private final HostCoverage coverage;
  private final ThingIndex index;
  private final TierMaker maker;
  private final HostTiers hosts;
  private final Cluster cluster;
  private final Function<CalicoPolicy, PacketExpr> inForce;
  private final List<CalicoPolicy> policies;

  ForwardPlanes(HostCoverage coverage, ThingIndex index, TierMaker maker, HostTiers hosts, Cluster cluster,
      Function<CalicoPolicy, PacketExpr> inForce, List<CalicoPolicy> policies) {
    this.coverage = coverage;
    this.index = index;
    this.maker = maker;
    this.hosts = hosts;
    this.cluster = cluster;
    this.inForce = inForce;
    this.policies = policies;
  }

  void addTo(NetworkBuilder network) {
    Set<HostUse> uses = EnumSet.noneOf(HostUse.class);
    policies.stream()
        .filter(policy -> policy.hostUse() != HostUse.NORMAL)
        .filter(policy -> !HostCoverage.any(selected(policy, covering -> true), covering -> PacketExpr.TRUE)
            .equals(PacketExpr.FALSE))
        .forEach(policy -> uses.add(policy.hostUse()));
    if (uses.isEmpty()) {
      return;
    }
    // a packet that an early policy accepts is spared the forward policies of the host endpoint that it comes in by
    List<Tier> fromPods = new ArrayList<>();
    fromPods.addAll(early(HostUse.PRE_DNAT, Covering::everywhere, this::fromPods));
    List<Tier> forwardFromPods = forward(true, Covering::everywhere, this::forwardedFromPods, IN);
    fromPods.addAll(forwardFromPods);
    List<Tier> toPods = new ArrayList<>();
    toPods.addAll(early(HostUse.UNTRACKED, covering -> !covering.everywhere(), this::toPods));
    toPods.addAll(early(HostUse.PRE_DNAT, covering -> true, this::toPods));
    List<Tier> forwardToPods = forward(true, covering -> true, this::toPods, IN);
    toPods.addAll(forwardToPods);
    network.between(new Plane(IN, Side.SOURCE, fromPods), Set.of(Traffic.DIRECT));
    network.between(new Plane(IN, Side.SOURCE, forwardFromPods), Set.of(Traffic.TRANSLATED));
    network.between(new Plane(OUT, Side.SOURCE, forward(false, covering -> true, this::outOfHost, OUT)),
        Set.of(Traffic.DIRECT, Traffic.TRANSLATED));
    network.between(new Plane(IN, Side.DESTINATION, toPods), Set.of(Traffic.DIRECT));
    network.between(new Plane(IN, Side.DESTINATION, forwardToPods), Set.of(Traffic.TRANSLATED));
    network.between(new Plane(OUT, Side.DESTINATION, forward(false, Covering::everywhere, this::toPods, OUT)),
        Set.of(Traffic.DIRECT, Traffic.TRANSLATED));
    doubts(network, uses);
  }

  /** Tiers that judge packets before they are tracked or translated; what they leave undecided goes on. */
  private List<Tier> early(HostUse use, Predicate<Covering> which, Function<Covering, PacketExpr> traffic) {
    Function<Covering, PacketExpr> unlessFailsafe = covering -> PacketExpr.and(traffic.apply(covering),
        PacketExpr.not(hosts.failsafe(covering, Side.DESTINATION)));
    String name = use == HostUse.PRE_DNAT ? "pre-DNAT " : "untracked ";
    return maker.tiers(new Point(true, Set.of(use), subjects(which, unlessFailsafe), false, false, name));
  }

  private List<Tier> forward(boolean ingress, Predicate<Covering> which, Function<Covering, PacketExpr> traffic,
      String name) {
    return maker.tiers(new Point(ingress, Set.of(HostUse.FORWARD), subjects(which, traffic), true, false,
        name + " "));
  }

  private Function<CalicoPolicy, PacketExpr> subjects(Predicate<Covering> which,
      Function<Covering, PacketExpr> traffic) {
    return policy -> PacketExpr.and(inForce.apply(policy), HostCoverage.any(selected(policy, which), traffic));
  }

  private List<Covering> selected(CalicoPolicy policy, Predicate<Covering> which) {
    return coverage.selected(Scoping.subjects(policy), index).stream().filter(which).toList();
  }

  /** What comes from the pods of the host, its own ports included. */
  private PacketExpr fromPods(Covering covering) {
    return coverage.pods(covering.node(), Side.SOURCE);
  }

  /** What comes from the pods of the host and is not for the host itself. */
  private PacketExpr forwardedFromPods(Covering covering) {
    return PacketExpr.and(fromPods(covering), PacketExpr.not(coverage.host(covering.node(), Side.DESTINATION)));
  }

  /** What leaves the interfaces of a host endpoint, coming from pods. */
  private PacketExpr outOfHost(Covering covering) {
    return covering.everywhere()
        ? forwardedFromPods(covering)
        : PacketExpr.and(fromPods(covering), coverage.elsewhere(covering.node(), Side.DESTINATION));
  }

  /** What comes in from elsewhere for the pods of the host. */
  private PacketExpr toPods(Covering covering) {
    return PacketExpr.and(coverage.pods(covering.node(), Side.DESTINATION),
        coverage.elsewhere(covering.node(), Side.SOURCE));
  }

  /** Pods whose node is not known may or may not be behind such a host; translated packets show another destination. */
  private void doubts(NetworkBuilder network, Set<HostUse> uses) {
    Origin origin = new Origin("policies of host endpoints", "", "", coverage.all().get(0).host().span());
    PacketExpr wandering = PacketExpr.holds(Assumption.open("placement",
        "the pods run on a node whose host endpoint drops this traffic", "set `spec.nodeName` of the pods"));
    EndpointSet pods = EndpointSet.of(cluster.placement().wanderingPods());
    for (Side side : Side.values()) {
      PacketExpr subject = PacketExpr.and(PacketExpr.isEndpoint(side, pods), wandering);
      if (!pods.isEmpty()) {
        network.between(new Plane(side == Side.SOURCE ? OUT : IN, side, List.of(deny(subject, origin))),
            Set.of(Traffic.DIRECT, Traffic.TRANSLATED));
      }
    }
    if (uses.contains(HostUse.PRE_DNAT) || uses.contains(HostUse.UNTRACKED)) {
      PacketExpr early = PacketExpr.holds(Assumption.open("host endpoints",
          "a policy of a host endpoint drops the packet before its destination is translated",
          "ask about the address behind the Service"));
      network.between(new Plane(IN, Side.SOURCE, List.of(deny(early, origin))), Set.of(Traffic.TRANSLATED));
    }
  }

  private static Tier deny(PacketExpr when, Origin origin) {
    return new Tier("not known", List.of(), List.of(new PolicyRule(when, List.of(), Action.DENY, origin)), Action.PASS);
  }
}
