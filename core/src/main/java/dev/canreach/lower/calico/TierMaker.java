package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.NetworkPolicyRules;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.CalicoPolicy.HostUse;
import dev.canreach.resource.calico.CalicoRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes the tiers of one enforcement point from the plan (CALICO/1.9). */
final class TierMaker {
  private final TierPlan plan;
  private final RefusedPolicies policies;
  private final RuleMaker rules;
  private final NetworkPolicyRules networkPolicies;

  TierMaker(TierPlan plan, RefusedPolicies policies, RuleMaker rules, NetworkPolicyRules networkPolicies) {
    this.plan = plan;
    this.policies = policies;
    this.rules = rules;
    this.networkPolicies = networkPolicies;
  }

  /**
   * What an enforcement point takes from the plan.
   *
   * @param ingress whether it judges ingress
   * @param uses the policies that it takes
   * @param subjects whom a policy applies to there
   * @param bounded whether packets that no policy of a tier decides are dropped where the tier says so
   * @param kubernetes whether it takes NetworkPolicies of Kubernetes too
   * @param prefix what stands before the names of tiers
   */
  record Point(boolean ingress, Set<HostUse> uses, Function<CalicoPolicy, PacketExpr> subjects, boolean bounded,
      boolean kubernetes, String prefix) {
    Point {
      uses = Set.copyOf(uses);
    }

    Side side() {
      return ingress ? Side.DESTINATION : Side.SOURCE;
    }
  }

  List<Tier> tiers(Point point) {
    List<Tier> tiers = new ArrayList<>();
    for (TierPlan.Planned planned : plan.tiers()) {
      List<Scope> scopes = new ArrayList<>();
      List<PolicyRule> list = new ArrayList<>();
      for (TierPlan.Member member : planned.members()) {
        switch (member) {
          case TierPlan.Member.OfCalico calico -> add(calico.policy(), point, scopes, list);
          case TierPlan.Member.OfKubernetes kubernetes -> {
            if (point.kubernetes()) {
              networkPolicies.of(kubernetes.policy(), point.side()).ifPresent(governed -> {
                scopes.add(governed.scope());
                list.addAll(governed.rules());
              });
            }
          }
        }
      }
      boolean drops = point.bounded() && !planned.passes();
      tiers.add(new Tier(point.prefix() + planned.name(), scopes, list, drops ? Action.DENY : Action.PASS));
    }
    return tiers;
  }

  private void add(CalicoPolicy policy, Point point, List<Scope> scopes, List<PolicyRule> list) {
    boolean governs = point.ingress() ? policy.governsIngress() : policy.governsEgress();
    if (!governs || !point.uses().contains(policy.hostUse())) {
      return;
    }
    PacketExpr subjects = point.subjects().apply(policy);
    if (subjects.equals(PacketExpr.FALSE)) {
      return;
    }
    Optional<RefusedParts> refused = policies.of(policy);
    if (refused.isPresent()) {
      list.addAll(RefusedPolicies.rules(policy, refused.get(), subjects, point.ingress()));
      return;
    }
    scopes.add(new Scope(subjects, new Origin(policy.id(), "", "", policy.span())));
    var place = new RuleMaker.Place(policy.id(), policy.namespace(), point.ingress());
    for (CalicoRule rule : point.ingress() ? policy.ingress() : policy.egress()) {
      Optional<PolicyRule> made = rules.rule(rule, subjects, place, Action.PASS);
      made.ifPresent(list::add);
    }
  }
}
