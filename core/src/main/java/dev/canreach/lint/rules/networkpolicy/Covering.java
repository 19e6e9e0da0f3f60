package dev.canreach.lint.rules.networkpolicy;

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
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of one namespace and direction, and which of them allow all that another one does. */
final class Covering {
  private static final String NO_LABEL = "";

  private final Direction direction;
  private final SymbolicPolicies symbols;
  private final List<NetworkPolicy> policies;
  private final Map<String, PacketExpr> subjects = new HashMap<>();
  private final Map<String, List<Part>> byPolicy = new HashMap<>();
  private final Map<String, List<NetworkPolicy>> policiesByLabel = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, List<Part>> byLabel = new HashMap<>();

  /** A rule in force. */
  final class Part {
    private final NetworkPolicy policy;
    private final PolicyRuleSpec rule;
    private @Nullable PacketExpr allows;
    private @Nullable Target target;

    private Part(NetworkPolicy policy, PolicyRuleSpec rule) {
      this.policy = policy;
      this.rule = rule;
    }

    /** Its policy. */
    NetworkPolicy policy() {
      return policy;
    }

    /** The rule. */
    PolicyRuleSpec rule() {
      return rule;
    }

    /** Its name for people. */
    String name() {
      return direction.name(policy, rule);
    }

    /** What it allows. */
    PacketExpr allows() {
      if (allows == null) {
        allows = symbols.rule(policy, rule);
      }
      return allows;
    }

    /** The same, as what others may cover. */
    private Target target() {
      if (target == null) {
        target = new Target(symbols, allows(), symbols.examples(policy, rule));
      }
      return target;
    }
  }

  /** The direction of the policies of one namespace. */
  Covering(Direction direction, List<NetworkPolicy> policies) {
    this.direction = direction;
    this.policies = new ArrayList<>(policies.stream().filter(direction::isolated).toList());
    this.symbols = new SymbolicPolicies(direction, this.policies);
    for (NetworkPolicy policy : this.policies) {
      policiesByLabel.computeIfAbsent(label(policy), key -> new ArrayList<>()).add(policy);
      for (PolicyRuleSpec rule : direction.rules(policy)) {
        var part = new Part(policy, rule);
        parts.add(part);
        byPolicy.computeIfAbsent(policy.id(), key -> new ArrayList<>()).add(part);
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
    return List.copyOf(byPolicy.getOrDefault(policy.id(), List.of()));
  }

  /** Leaves a policy out from now on. */
  void remove(NetworkPolicy policy) {
    policies.removeIf(other -> other.equals(policy));
    policiesByLabel.getOrDefault(label(policy), new ArrayList<>()).removeIf(other -> other.equals(policy));
    parts(policy).forEach(this::remove);
  }

  /** Leaves a rule out from now on. */
  void remove(Part part) {
    parts.removeIf(other -> other == part);
    byPolicy.getOrDefault(part.policy().id(), new ArrayList<>()).removeIf(other -> other == part);
    byLabel.getOrDefault(label(part.policy()), new ArrayList<>()).removeIf(other -> other == part);
  }

  /** Whether no known packet shows that the rule allows more than the others that count. */
  boolean mayCover(Part part, Predicate<Part> counts) {
    List<Part> candidates = candidates(part, counts);
    return !candidates.isEmpty() && part.target().mayBeCovered(candidates, Part::allows);
  }

  /** Few other rules that together allow all that the rule allows; empty when there are none. */
  Optional<List<Part>> of(Part part, Predicate<Part> counts, Supplier<Prover> prover) {
    List<Part> candidates = candidates(part, counts);
    return candidates.isEmpty() ? Optional.empty() : part.target().covering(candidates, Part::allows, prover);
  }

  /** Whether no known pod is isolated by this policy alone. */
  boolean mayIsolateAsWell(NetworkPolicy policy) {
    List<NetworkPolicy> candidates = candidates(policy, policiesByLabel).filter(other -> !other.equals(policy))
        .toList();
    return !candidates.isEmpty() && pods(policy).mayBeCovered(candidates, this::subject);
  }

  /** Few other policies that together isolate all pods that the policy isolates; empty when there are none. */
  Optional<List<NetworkPolicy>> isolateAsWell(NetworkPolicy policy, Supplier<Prover> prover) {
    return pods(policy).covering(others(policy), this::subject, prover);
  }

  private Target pods(NetworkPolicy policy) {
    return new Target(symbols, subject(policy), symbols.examples(policy));
  }

  private PacketExpr subject(NetworkPolicy policy) {
    return subjects.computeIfAbsent(policy.id(), key -> symbols.subject(policy));
  }

  private List<NetworkPolicy> others(NetworkPolicy policy) {
    return policies.stream().filter(other -> !other.equals(policy)).toList();
  }

  /** The other rules whose pods can include the pods of the examples. */
  private List<Part> candidates(Part part, Predicate<Part> counts) {
    return candidates(part.policy(), byLabel).filter(other -> other != part && counts.test(other)).toList();
  }

  /** What is filed under labels that an example of the policy's pods has, or under none. */
  private static <T> Stream<T> candidates(NetworkPolicy policy, Map<String, List<T>> byLabel) {
    SortedMap<String, String> labels = Selectors.example(policy.podSelector()).orElse(new TreeMap<>());
    return Stream
        .concat(Stream.of(NO_LABEL), labels.entrySet().stream().map(label -> label.getKey() + "=" + label.getValue()))
        .flatMap(label -> byLabel.getOrDefault(label, List.of()).stream());
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
