package dev.canreach.lint.rules;

import dev.canreach.lint.Rule;
import dev.canreach.lint.rules.calico.OrderUnset;
import dev.canreach.lint.rules.calico.ShadowedRule;
import dev.canreach.lint.rules.cni.NoPolicySupport;
import dev.canreach.lint.rules.cni.UnenforcedPolicy;
import dev.canreach.lint.rules.compose.PortConflict;
import dev.canreach.lint.rules.compose.PublishedEverywhere;
import dev.canreach.lint.rules.compose.UnreachableDependency;
import dev.canreach.lint.rules.docker.SubnetOverlap;
import dev.canreach.lint.rules.exposure.WorldExposure;
import dev.canreach.lint.rules.gateway.DanglingReference;
import dev.canreach.lint.rules.ingress.DanglingIngress;
import dev.canreach.lint.rules.istio.AllOrNothing;
import dev.canreach.lint.rules.istio.EmptySubset;
import dev.canreach.lint.rules.istio.TlsRefused;
import dev.canreach.lint.rules.networkpolicy.DefaultDenyCancelled;
import dev.canreach.lint.rules.networkpolicy.DnsBlocked;
import dev.canreach.lint.rules.networkpolicy.DuplicatePolicy;
import dev.canreach.lint.rules.networkpolicy.HalfOpenFlow;
import dev.canreach.lint.rules.networkpolicy.ImplicitPolicyTypes;
import dev.canreach.lint.rules.networkpolicy.InertRules;
import dev.canreach.lint.rules.networkpolicy.InvalidPolicy;
import dev.canreach.lint.rules.networkpolicy.MatchesNoPacket;
import dev.canreach.lint.rules.networkpolicy.NotIsolated;
import dev.canreach.lint.rules.networkpolicy.RedundantRule;
import dev.canreach.lint.rules.networkpolicy.SelectsNothing;
import dev.canreach.lint.rules.networkpolicy.ServicePortOpened;
import dev.canreach.lint.rules.object.SelectorNearMiss;
import dev.canreach.lint.rules.object.UnknownField;
import dev.canreach.lint.rules.service.DanglingService;
import dev.canreach.lint.rules.service.UnbackedPort;
import java.util.List;
import java.util.Optional;

/** The catalogue. */
public final class Rules {
  private static final List<Rule> ALL = List.of(
      new OrderUnset(), // CA302
      new ShadowedRule(), // CA303
      new NoPolicySupport(), // CN102
      new UnenforcedPolicy(), // CN201
      new PublishedEverywhere(), // DC101
      new PortConflict(), // DC301
      new UnreachableDependency(), // DC302
      new SubnetOverlap(), // DK301
      new DanglingReference(), // GA201
      new DanglingIngress(), // IG201
      new EmptySubset(), // IS207
      new TlsRefused(), // IS304
      new AllOrNothing(), // IS309
      new InvalidPolicy(), // NP101
      new ImplicitPolicyTypes(), // NP102
      new InertRules(), // NP103
      new DuplicatePolicy(), // NP104
      new SelectsNothing(), // NP201
      new NotIsolated(), // NP203
      new ServicePortOpened(), // NP206
      new RedundantRule(), // NP301
      new MatchesNoPacket(), // NP304
      new DnsBlocked(), // NP305
      new HalfOpenFlow(), // NP307
      new DefaultDenyCancelled(), // NP313
      new DanglingService(), // SV201
      new UnbackedPort(), // SV202
      new UnknownField(), // XR102
      new SelectorNearMiss(), // XR202
      new WorldExposure()); // XR302

  private Rules() {}

  /** Every rule, by id. */
  public static List<Rule> all() {
    return ALL;
  }

  /** The rule of this id, in any case. */
  public static Optional<Rule> find(String id) {
    return ALL.stream().filter(rule -> rule.metadata().id().equalsIgnoreCase(id)).findFirst();
  }
}
