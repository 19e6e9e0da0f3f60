package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.CalicoPolicy.HostUse;
import dev.canreach.resource.calico.SelectorText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policies of an input, of which those that Calico refuses (CALICO/1.16) count for whatever they may be meant for: where a
 * selector could not be read for everybody, where the types could not for both directions.
 */
final class RefusedPolicies {
  private static final String[] SUBJECTS = {"spec.selector", "spec.namespaceSelector", "spec.serviceAccountSelector"};
  private static final String[] HOST_USES = {"spec.doNotTrack", "spec.preDNAT", "spec.applyOnForward"};
  private static final String[] PLACES = {"spec.tier", "spec.order"};

  private final Map<String, RefusedParts> refusals = new HashMap<>();
  private final List<CalicoPolicy> placed = new ArrayList<>();
  private final List<CalicoPolicy> anywhere = new ArrayList<>();

  RefusedPolicies(Inventory inventory) {
    for (CalicoPolicy policy : inventory.latest(CalicoPolicy.class)) {
      RefusedParts refusal = RefusedParts.of(policy, inventory);
      if (refusal.isEmpty()) {
        placed.add(policy);
        continue;
      }
      refusals.put(policy.id(), refusal);
      (isUnplaced(policy, refusal) ? anywhere : placed).add(widened(policy, refusal));
    }
  }

  /** The policies whose place among the others is known. */
  List<CalicoPolicy> placed() {
    return placed;
  }

  /** Refused policies that may stand before any other, or be about traffic on its way through hosts. */
  List<CalicoPolicy> anywhere() {
    return anywhere;
  }

  /** Whether a policy is one of {@link #anywhere()}. */
  boolean isAnywhere(CalicoPolicy policy) {
    return of(policy).filter(refusal -> isUnplaced(policy, refusal)).isPresent();
  }

  private static boolean isUnplaced(CalicoPolicy policy, RefusedParts refusal) {
    return refusal.touch(PLACES) || refusal.touch(HOST_USES) || policy.hostUse() != HostUse.NORMAL;
  }

  /** What of a policy is refused, where something is. */
  Optional<RefusedParts> of(CalicoPolicy policy) {
    return Optional.ofNullable(refusals.get(policy.id()));
  }

  /** What a refused policy or profile may do to the packets that it governs in a direction. */
  static List<PolicyRule> rules(Resource policy, RefusedParts refused, PacketExpr governed, boolean ingress) {
    Origin origin = new Origin(policy.id(), "", "", policy.span());
    List<PolicyRule> rules = new ArrayList<>();
    for (Action action : List.of(Action.DENY, Action.ALLOW)) {
      String does = (action == Action.DENY ? "denies" : "allows") + " this traffic as "
          + (ingress ? "ingress" : "egress");
      rules.add(refused.rule(governed, does, action, origin));
    }
    return rules;
  }

  private static CalicoPolicy widened(CalicoPolicy policy, RefusedParts refusal) {
    boolean anybody = refusal.touch(SUBJECTS);
    return new CalicoPolicy(policy.apiVersion(), policy.kind(), policy.meta(), policy.tier(), policy.order(),
        anybody ? SelectorText.of("all()", policy.selector().span()) : policy.selector(),
        anybody ? Optional.empty() : policy.serviceAccountSelector(),
        anybody ? Optional.empty() : policy.namespaceSelector(),
        policy.governsIngress() || refusal.touch("spec.types", "spec.ingress"),
        policy.governsEgress() || refusal.touch("spec.types", "spec.egress"), policy.ingress(), policy.egress(),
        policy.hostUse(), policy.span());
  }
}
