package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.packet.Side;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.List;

/** One direction of traffic, seen from the pods that a policy governs. */
enum Direction {
  INGRESS("Ingress", "ingress", Side.DESTINATION, Side.SOURCE),
  EGRESS("Egress", "egress", Side.SOURCE, Side.DESTINATION);

  private final String type;
  private final String word;
  private final Side subject;
  private final Side peer;

  Direction(String type, String word, Side subject, Side peer) {
    this.type = type;
    this.word = word;
    this.subject = subject;
    this.peer = peer;
  }

  /** How {@code policyTypes} lists it. */
  String type() {
    return type;
  }

  /** The side of a packet on which the policy's own pods are. */
  Side subject() {
    return subject;
  }

  /** The side of a packet on which the peers are. */
  Side peer() {
    return peer;
  }

  /** Whether the policy isolates its pods in this direction (K8S/N-02). */
  boolean isolated(NetworkPolicy policy) {
    return switch (this) {
      case INGRESS -> policy.isolatesIngress();
      case EGRESS -> policy.isolatesEgress();
    };
  }

  /** The rules of the direction as written, in force or not. */
  List<PolicyRuleSpec> written(NetworkPolicy policy) {
    return switch (this) {
      case INGRESS -> policy.ingress();
      case EGRESS -> policy.egress();
    };
  }

  /** The rules of the direction that are in force. */
  List<PolicyRuleSpec> rules(NetworkPolicy policy) {
    return isolated(policy) ? written(policy) : List.of();
  }

  /** How people name a rule of the direction: {@code NetworkPolicy shop/db, ingress rule 1}. */
  String name(NetworkPolicy policy, PolicyRuleSpec rule) {
    return policy.id() + ", " + word + " rule " + (rule.index() + 1);
  }

  /** {@code ingress} or {@code egress}. */
  @Override
  public String toString() {
    return word;
  }
}
