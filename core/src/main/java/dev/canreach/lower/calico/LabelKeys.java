package dev.canreach.lower.calico;

import java.util.Set;

/** The labels that Calico gives to endpoints and sets beyond their own (CALICO/1.6, CALICO/1.7). */
final class LabelKeys {
  /** Before the labels of a namespace. */
  static final String NAMESPACE_PREFIX = "pcns.";
  /** Before the labels of a service account. */
  static final String ACCOUNT_PREFIX = "pcsa.";
  /** The name of the namespace. */
  static final String NAMESPACE = "projectcalico.org/namespace";
  /** The name of the service account. */
  static final String ACCOUNT = "projectcalico.org/serviceaccount";
  /** Who made the endpoint: {@code k8s} for pods. */
  static final String ORCHESTRATOR = "projectcalico.org/orchestrator";
  /** The name of a namespace or account, as one of its labels. */
  static final String NAME = "projectcalico.org/name";

  /** Labels that only Calico sets on pods. */
  static final Set<String> OWN = Set.of(NAMESPACE, ACCOUNT, ORCHESTRATOR);
  /** A service account with a longer name gives no label. */
  static final int LONGEST_ACCOUNT = 62;

  private LabelKeys() {}
}
