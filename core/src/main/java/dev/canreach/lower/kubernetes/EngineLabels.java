package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Engine;
import java.util.Set;

/** Keys of labels that a network plugin gives to every pod beyond those in the input, and lets NetworkPolicies select. */
final class EngineLabels {
  /** Labels that Cilium derives from where a pod runs (CILIUM/2.2). */
  private static final Set<String> CILIUM = Set.of("io.cilium.k8s.policy.cluster",
      "io.cilium.k8s.policy.serviceaccount", "io.kubernetes.pod.namespace");

  private EngineLabels() {}

  static Set<String> of(Engine engine) {
    return engine.owns(Engine.CILIUM) ? CILIUM : Set.of();
  }
}
