package dev.canreach.lower.kubernetes;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.AdminPeer;
import dev.canreach.resource.kubernetes.AdminPolicy;
import dev.canreach.resource.kubernetes.AdminRule;
import java.util.ArrayList;
import java.util.List;

/**
 * What of an administrator's policy the API server refuses, so that nobody knows what its rules in one direction say
 * (K8S/P-04, P-09).
 *
 * @param policy the policy
 * @param refused its refused parts
 * @param direction `ingress` or `egress`
 */
record AdminDoubts(AdminPolicy policy, RefusedParts refused, String direction) {

  /** Where a rule is written. */
  static Origin origin(AdminPolicy policy, AdminRule rule, String direction) {
    return new Origin(policy.id(), direction + " rule " + (rule.index() + 1),
        "spec." + direction + "[" + rule.index() + "]", rule.span());
  }

  /** Whom the policy governs: any pod where that could not be read. */
  AdminPeer subject() {
    LabelSelector any = LabelSelector.everything(policy.span());
    return refused.touch("spec.subject") ? new AdminPeer.Pods(any, any, policy.span()) : policy.subject();
  }

  /** Whether the policy may stand anywhere among the others: then it may decide before them (K8S/P-04, P-07). */
  boolean aboutPlace() {
    return refused.touch("spec.priority", "spec.tier");
  }

  /** Whether there may be other rules than those that could be read, or the place of all is not known. */
  boolean aboutAll() {
    String field = "spec." + direction;
    List<AdminRule> read = direction.equals("egress") ? policy.egress() : policy.ingress();
    return aboutPlace() || refused.cover(field) || (refused.touch(field) && read.stream().noneMatch(this::about));
  }

  /** Whether the rule may mean something else. */
  boolean about(AdminRule rule) {
    return refused.touch(origin(policy, rule, direction).field());
  }

  /** What any rules in this direction may do. */
  List<PolicyRule> rules(PacketExpr governed) {
    return rules(governed, new Origin(policy.id(), "", "spec." + direction, policy.span()),
        " by its " + direction + " rules");
  }

  /** What the rule may do. */
  List<PolicyRule> rules(AdminRule rule, PacketExpr governed) {
    Origin origin = origin(policy, rule, direction);
    return rules(governed, origin, " by its " + origin.part());
  }

  private List<PolicyRule> rules(PacketExpr governed, Origin origin, String where) {
    List<PolicyRule> rules = new ArrayList<>();
    for (Action action : List.of(Action.DENY, Action.ALLOW, Action.PASS)) {
      String does = switch (action) {
        case ALLOW -> "allows this traffic";
        case DENY -> "refuses this traffic";
        case PASS -> "leaves this traffic to the next tier";
      };
      rules.add(refused.rule(governed, does + where, action, origin));
    }
    return rules;
  }
}
