package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Prover;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The rules of one namespace and direction, and which of them allow all that another one does. Example packets rule out most candidates; only what they leave
 * is put to the prover.
 */
final class Covering {
  private static final String NO_LABEL = "";

  private final Direction direction;
  private final SymbolicPolicies symbols;
  private final List<NetworkPolicy> policies;
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, List<Part>> byLabel = new HashMap<>();

  /**
   * A rule in force.
   *
   * @param policy its policy
   * @param rule the rule
   * @param name its name for people
   * @param allows what it allows
   * @param examples packets that it allows
   */
  record Part(NetworkPolicy policy, PolicyRuleSpec rule, String name, PacketExpr allows, List<Packet> examples) {}

  /** The direction of the policies of one namespace. */
  Covering(Direction direction, List<NetworkPolicy> policies) {
    this.direction = direction;
    this.policies = new ArrayList<>(policies.stream().filter(direction::isolated).toList());
    this.symbols = new SymbolicPolicies(direction, this.policies);
    for (NetworkPolicy policy : this.policies) {
      for (PolicyRuleSpec rule : direction.rules(policy)) {
        var part = new Part(policy, rule, direction.name(policy, rule), symbols.rule(policy, rule),
            symbols.examples(policy, rule));
        parts.add(part);
        byLabel.computeIfAbsent(label(policy), key -> new ArrayList<>()).add(part);
      }
    }
  }

  /** Whether the policy isolates its pods in this direction. */
  boolean isolated(NetworkPolicy policy) {
    return direction.isolated(policy);
  }

  /** The rules, by policy and place. */
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /** The rules of a policy. */
  List<Part> parts(NetworkPolicy policy) {
    return parts.stream().filter(part -> part.policy().equals(policy)).toList();
  }

  /** Leaves a policy out from now on. */
  void remove(NetworkPolicy policy) {
    policies.removeIf(other -> other.equals(policy));
    parts(policy).forEach(this::remove);
  }

  /** Leaves a rule out from now on. */
  void remove(Part part) {
    parts.removeIf(other -> other.equals(part));
    byLabel.getOrDefault(label(part.policy()), List.of()).removeIf(other -> other.equals(part));
  }

  /** Whether no example shows that the rule allows more than the others that count. */
  boolean mayCover(Part part, Predicate<Part> counts) {
    return !part.examples().isEmpty() && part.examples()
        .stream()
        .allMatch(example -> candidates(part, counts).anyMatch(other -> symbols.matches(other.allows(), example)));
  }

  /** The fewest other rules found that together allow all that the rule allows; empty when there are none. */
  Optional<List<Part>> of(Part part, Predicate<Part> counts, Supplier<Prover> prover) {
    if (!mayCover(part, counts)) {
      return Optional.empty();
    }
    List<Part> others = candidates(part, counts).toList();
    for (Part other : others) {
      boolean plausible = part.examples().stream().allMatch(example -> symbols.matches(other.allows(), example));
      if (plausible && symbols.isCovered(prover.get(), part.allows(), List.of(other.allows()))) {
        return Optional.of(List.of(other));
      }
    }
    return Minimal.of(others,
        some -> symbols.isCovered(prover.get(), part.allows(), some.stream().map(Part::allows).toList()));
  }

  /** Whether an example does not show that some pod is isolated by this policy alone. */
  boolean mayIsolateAsWell(NetworkPolicy policy) {
    return Selectors.example(policy.podSelector())
        .filter(
            labels -> policies.stream().anyMatch(other -> !other.equals(policy) && other.podSelector().matches(labels)))
        .isPresent();
  }

  /** The fewest other policies found that together isolate all pods that the policy isolates; empty when there are none. */
  Optional<List<NetworkPolicy>> isolateAsWell(NetworkPolicy policy, Supplier<Prover> prover) {
    List<NetworkPolicy> others = policies.stream().filter(other -> !other.equals(policy)).toList();
    PacketExpr subject = symbols.subject(policy);
    for (NetworkPolicy other : others) {
      if (Selectors.covers(other.podSelector(), policy.podSelector())
          && symbols.isCovered(prover.get(), subject, List.of(symbols.subject(other)))) {
        return Optional.of(List.of(other));
      }
    }
    return Minimal.of(others,
        some -> symbols.isCovered(prover.get(), subject, some.stream().map(symbols::subject).toList()));
  }

  /** The other rules whose pods can include the pods of the examples. */
  private Stream<Part> candidates(Part part, Predicate<Part> counts) {
    SortedMap<String, String> labels = Selectors.example(part.policy().podSelector()).orElse(new java.util.TreeMap<>());
    return Stream
        .concat(Stream.of(NO_LABEL), labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()))
        .flatMap(label -> byLabel.getOrDefault(label, List.of()).stream())
        .filter(other -> !other.equals(part) && counts.test(other));
  }

  /** A label that every pod of the policy has, where its selector names one. */
  private static String label(NetworkPolicy policy) {
    return policy.podSelector()
        .requirements()
        .stream()
        .filter(requirement -> requirement.operator() == Operator.IN && requirement.values().size() == 1)
        .map(Covering::text)
        .findFirst()
        .orElse(NO_LABEL);
  }

  private static String text(Requirement requirement) {
    return requirement.key() + "=" + requirement.values().getFirst();
  }
}
