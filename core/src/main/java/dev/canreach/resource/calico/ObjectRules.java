package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.Map;
import java.util.OptionalDouble;

/** Checks tiers and network sets (CALICO/1.16). */
final class ObjectRules {
  private static final String ACTION = "defaultAction";
  private static final String NAMESPACE_LABEL = "projectcalico.org/namespace";

  /** The tiers that every cluster has, with the order that they must keep (CALICO/1.4). */
  private static final Map<String, Double> BUILT_IN = Map.of(BuiltInTier.DEFAULT.tierName(),
      BuiltInTier.DEFAULT.order(),
      BuiltInTier.KUBE_ADMIN.tierName(), BuiltInTier.KUBE_ADMIN.order(), BuiltInTier.KUBE_BASELINE.tierName(),
      BuiltInTier.KUBE_BASELINE.order());

  private ObjectRules() {}

  static void checkTier(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String action = spec.textOrEmpty(ACTION);
    if (spec.has(ACTION)) {
      problems.oneOf(spec.at(ACTION), action, "Pass", "Deny");
    }
    Double order = BUILT_IN.get(subject.meta().name());
    if (order == null) {
      return;
    }
    boolean isDefault = subject.meta().name().equals(CalicoPolicy.DEFAULT_TIER);
    if (!PolicyReader.order(spec).equals(OptionalDouble.of(order))) {
      problems.error(ProblemType.INVALID, spec.at("order"),
          "the built-in tier `" + subject.meta().name() + "` has order " + order.longValue());
    }
    if (spec.has(ACTION) && action.equals("Pass") == isDefault) {
      problems.error(ProblemType.INVALID, spec.at(ACTION), "the built-in tier `" + subject.meta().name()
          + "` has default action " + (isDefault ? "Deny" : "Pass"));
    }
  }

  static void checkNetworkSet(Subject subject) {
    for (Value net : subject.spec().texts("nets")) {
      subject.problems().check(net.place(), net.text(), NetRules::block);
    }
    for (Value label : subject.fields().object("metadata").entries("labels")) {
      if (label.key().equals(NAMESPACE_LABEL)) {
        subject.problems().invalid(label.place(), label.key(), "is a label that only Calico sets: remove it");
      }
    }
  }
}
