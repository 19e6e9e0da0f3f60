package dev.canreach.lower.istio;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.istio.RuleGuards.HttpFields;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.istio.AuthorizationAction;
import dev.canreach.resource.istio.AuthorizationPolicy;
import dev.canreach.resource.istio.AuthorizationRule;
import dev.canreach.resource.istio.WorkloadSelector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Authorization policies as one list: external authorizers, then DENY, then ALLOW, then nothing else (ISTIO/I-7.2). */
final class AuthorizationTier implements Lowering.Rules {
  static final String TIER = "AuthorizationPolicy";

  private final List<AuthorizationPolicy> policies;
  private final World world;
  private final MeshSettings settings;
  private final Scopes scopes;
  private final RuleGuards guards;

  AuthorizationTier(List<AuthorizationPolicy> policies, World world, MeshSettings settings, Scopes scopes,
      RuleGuards guards) {
    this.policies = policies.stream().filter(policy -> !policy.targeted() && !policy.dryRun()).toList();
    this.world = world;
    this.settings = settings;
    this.scopes = scopes;
    this.guards = guards;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    List<Scope> isolated = new ArrayList<>();
    List<PolicyRule> rules = new ArrayList<>();
    List<AuthorizationPolicy> doubtful = policies.stream().filter(this::isDoubtful).toList();
    doubtful.forEach(policy -> rules.add(doubt(policy, Action.DENY)));
    of(AuthorizationAction.CUSTOM).forEach(policy -> rules(policy, rules, Action.DENY, verdict(policy)));
    of(AuthorizationAction.DENY).forEach(policy -> rules(policy, rules, Action.DENY, PacketExpr.TRUE));
    doubtful.forEach(policy -> rules.add(doubt(policy, Action.ALLOW)));
    for (AuthorizationPolicy policy : of(AuthorizationAction.ALLOW)) {
      isolated.add(new Scope(subject(policy), new Origin(policy.id(), "", "", policy.span())));
      rules(policy, rules, Action.ALLOW, PacketExpr.TRUE);
    }
    network.proxy(NetworkBuilder.MESH_REQUEST, world.limit().limit(new Tier(TIER, isolated, rules, Action.DENY)));
  }

  private List<AuthorizationPolicy> of(AuthorizationAction action) {
    return policies.stream().filter(policy -> policy.action() == action && !isDoubtful(policy)).toList();
  }

  private RefusedParts refused(AuthorizationPolicy policy) {
    return RefusedParts.of(policy, world.inventory());
  }

  /** Whether what the server refuses leaves open what the policy does, and to whom (ISTIO/I-14). */
  private boolean isDoubtful(AuthorizationPolicy policy) {
    return !policy.selector().readable() || refused(policy).cover("spec.rules")
        || refused(policy).touch("spec.action", "spec.selector", "spec.targetRef", "spec.targetRefs", "spec.provider");
  }

  /** A policy of which nobody knows what it does may refuse, and may admit. */
  private PolicyRule doubt(AuthorizationPolicy policy, Action action) {
    boolean known = policy.selector().readable() && !refused(policy).touch("spec.selector");
    PacketExpr allows = refused(policy).mayMean("allows this traffic");
    PacketExpr may = PacketExpr.and(Acceptance.of(policy, world.inventory()),
        action == Action.ALLOW ? allows : PacketExpr.not(allows));
    return new PolicyRule(
        PacketExpr.and(scopes.of(policy.namespace(), known ? policy.selector() : WorkloadSelector.ALL), may),
        List.of(), action, new Origin(policy.id(), "", "", policy.span()));
  }

  private PacketExpr subject(AuthorizationPolicy policy) {
    return PacketExpr.and(scopes.of(policy.namespace(), policy.selector()), Acceptance.of(policy, world.inventory()));
  }

  /** What an external authorizer does is not known; one that cannot be asked refuses everything (ISTIO/I-7.2). */
  private PacketExpr verdict(AuthorizationPolicy policy) {
    PacketExpr unusable = PacketExpr.or(PacketExpr.not(exists(policy.provider())), severalProviders(policy));
    PacketExpr refuses = PacketExpr.holds(Assumption.open("external authorizer",
        "the external authorizer `" + policy.provider() + "` of `" + policy.id() + "` refuses this request",
        "ask about a request that the policy does not match"));
    PacketExpr asked = settings.httpProviders().contains(policy.provider())
        ? PacketExpr.not(scopes.passesBytes())
        : PacketExpr.TRUE;
    return PacketExpr.or(unusable, PacketExpr.and(asked, refuses));
  }

  /** Whether the mesh has an external authorizer of this name: by default it has none (ISTIO/I-1). */
  private PacketExpr exists(String provider) {
    if (settings.brokenProviders()) {
      return PacketExpr.FALSE;
    }
    return settings.providers()
        .map(known -> PacketExpr.constant(known.contains(provider)))
        .orElseGet(() -> PacketExpr.holds(Assumption.defaulted("extensionProviders",
            "the mesh has a valid external authorizer `" + provider + "`",
            "--assume extensionProviders=" + provider, settings.anyProvider())));
  }

  /** Pods whose policies name several authorizers: none of them is asked, and all is refused. */
  private PacketExpr severalProviders(AuthorizationPolicy policy) {
    BitSet own = scopes.members(policy.namespace(), policy.selector());
    Map<Integer, Set<String>> providers = new TreeMap<>();
    for (AuthorizationPolicy other : of(AuthorizationAction.CUSTOM)) {
      scopes.members(other.namespace(), other.selector())
          .stream()
          .filter(own::get)
          .forEach(pod -> providers.computeIfAbsent(pod, key -> new TreeSet<>()).add(other.provider()));
    }
    BitSet several = new BitSet();
    providers.forEach((pod, names) -> several.set(pod, names.size() > 1));
    return PacketExpr.isEndpoint(Side.DESTINATION,
        EndpointSet.of(several));
  }

  private void rules(AuthorizationPolicy policy, List<PolicyRule> rules, Action action, PacketExpr verdict) {
    int index = 0;
    for (AuthorizationRule rule : policy.rules()) {
      String field = "spec.rules[" + index + "]";
      index++;
      Origin origin = new Origin(policy.id(), "rule " + index, field, rule.span());
      PacketExpr subject = PacketExpr.and(subject(policy), verdict);
      if (!subject.equals(PacketExpr.FALSE) && refused(policy).touch(field)) {
        rules.add(refused(policy).rule(subject, "means this traffic in its rule " + index, action, origin));
      } else if (!subject.equals(PacketExpr.FALSE)) {
        boolean allows = policy.action() == AuthorizationAction.ALLOW;
        for (Chain chain : chains(rule, allows)) {
          rules.add(new PolicyRule(PacketExpr.and(subject, chain.on()), conditions(policy, rule, chain, origin), action,
              origin));
        }
      }
    }
  }

  /** One of the ways in which a proxy reads a connection, and what that does to fields that only HTTP has. */
  private record Chain(PacketExpr on, HttpFields fields) {}

  /**
   * Fields of HTTP remove a whole ALLOW rule where the proxy reads none, and only themselves from other rules (ISTIO/I-7.6).
   * Where HTTP is awaited but not asked about, a connection opens as long as some request might pass.
   */
  private List<Chain> chains(AuthorizationRule rule, boolean allows) {
    if (!RuleGuards.hasHttp(rule)) {
      return List.of(new Chain(PacketExpr.TRUE, HttpFields.COMPARED));
    }
    Chain read = new Chain(scopes.readsHttp(), HttpFields.COMPARED);
    return allows
        ? List.of(read, new Chain(scopes.awaitsHttp(), HttpFields.LEFT_OUT))
        : List.of(read, new Chain(scopes.passesBytes(), HttpFields.LEFT_OUT),
            new Chain(scopes.awaitsHttp(), HttpFields.FALSE));
  }

  private List<Condition> conditions(AuthorizationPolicy policy, AuthorizationRule rule, Chain chain, Origin origin) {
    List<Condition> conditions = new ArrayList<>();
    String namespace = policy.namespace();
    if (!rule.from().isEmpty()) {
      conditions.add(condition("source", guards.from(rule, namespace, chain.fields()), ".from", origin));
    }
    if (!rule.to().isEmpty()) {
      conditions.add(condition("operation", guards.to(rule, namespace, chain.fields()), ".to", origin));
    }
    if (!rule.when().isEmpty()) {
      conditions.add(condition("condition", guards.when(rule, namespace, chain.fields()), ".when", origin));
    }
    return conditions;
  }

  private static Condition condition(String name, PacketExpr expr, String field, Origin origin) {
    return new Condition(name, expr, new Origin(origin.object(), origin.part(), origin.field() + field, origin.span()));
  }
}
