package dev.canreach.lower.istio;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.RequestAuthentication;
import dev.canreach.resource.istio.WorkloadSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tokens proxies read (ISTIO/I-8): a token of an issuer that no policy for the pod names is refused where some policy
 * reads tokens at all, and not looked at elsewhere.
 */
final class Tokens implements Lowering.Rules {
  static final TextField ISSUER = TextField.claim("iss");
  private static final PacketExpr CARRIED = PacketExpr.matches(ISSUER, TextPattern.present());

  private static final List<String> WORD_LISTS = List.of("scope", "permission");

  private final List<RequestAuthentication> policies;
  private final World world;
  private final Scopes scopes;
  private final PacketExpr read;

  Tokens(List<RequestAuthentication> policies, World world, Scopes scopes) {
    this.world = world;
    this.policies = policies.stream().filter(policy -> !policy.targeted()).toList();
    this.scopes = scopes;
    this.read = PacketExpr.or(this.policies.stream().map(this::accepts).toList());
  }

  private PacketExpr subject(RequestAuthentication policy) {
    boolean known = policy.selector().readable() && !refused(policy).touch("spec.selector");
    return PacketExpr.and(scopes.of(policy.namespace(), known ? policy.selector() : WorkloadSelector.ALL),
        known ? PacketExpr.TRUE : refused(policy).mayMean("is about these pods"),
        Acceptance.of(policy, world.inventory()));
  }

  private RefusedParts refused(RequestAuthentication policy) {
    return RefusedParts.of(policy, world.inventory());
  }

  private PacketExpr accepts(RequestAuthentication policy) {
    if (refused(policy).touch("spec.jwtRules", "spec.targetRef", "spec.targetRefs")) {
      return PacketExpr.and(subject(policy), CARRIED, refused(policy).mayMean("names the issuer of this token"));
    }
    List<PacketExpr> issuers = new ArrayList<>();
    policy.issuers().forEach(issuer -> issuers.add(PacketExpr.matches(ISSUER, TextPattern.exact(issuer))));
    if (policy.unnamed()) {
      issuers.add(CARRIED);
    }
    return PacketExpr.and(subject(policy), PacketExpr.or(issuers));
  }

  /** The request has a token that the proxy of its destination has validated. */
  PacketExpr read() {
    return read;
  }

  /** Whether the values of a claim are the words of its text (ISTIO/I-8). */
  boolean isWordList(String claim) {
    return WORD_LISTS.contains(claim)
        || policies.stream().anyMatch(policy -> policy.spaceDelimitedClaims().contains(claim));
  }

  @Override
  public void addTo(NetworkBuilder network) {
    List<PolicyRule> rules = new ArrayList<>();
    for (RequestAuthentication policy : policies) {
      Origin origin = new Origin(policy.id(), "", "spec.jwtRules", policy.span());
      rules.add(new PolicyRule(PacketExpr.and(subject(policy), scopes.readsHttp()),
          List.of(new Condition("token", PacketExpr.and(CARRIED, PacketExpr.not(read)), origin)), Action.DENY, origin));
    }
    network.proxy(NetworkBuilder.MESH_REQUEST,
        world.limit().limit(new Tier("RequestAuthentication", List.of(), rules, Action.PASS)));
  }
}
