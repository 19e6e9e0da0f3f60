package dev.canreach.lint.rules.istio;

import dev.canreach.eval.Evaluator;
import dev.canreach.lint.PodGroup;
import dev.canreach.lint.PodSet;
import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.model.Action;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.Valuation;
import dev.canreach.resource.istio.ClientTls;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.PeerAuthentication;
import dev.canreach.resource.istio.PortPolicy;
import dev.canreach.resource.istio.Subset;
import dev.canreach.resource.istio.TrafficPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.resource.platform.Corefile;
import dev.canreach.source.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** IS304: a destination rule makes clients send what the proxies of the pods refuse (ISTIO/I-6.4). */
public final class TlsRefused implements Rule {
  private static final String TIER = "PeerAuthentication";
  private static final String EXAMPLE = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {istio-injection: enabled}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: shop}
      spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: cart, namespace: shop, labels: {app: cart}}
      spec: {containers: [{name: cart, image: registry.example/cart:1}]}
      ---
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: strict, namespace: shop}
      spec: {mtls: {mode: STRICT}}
      ---
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: cart, namespace: shop}
      spec: {host: cart, trafficPolicy: {tls: {mode: %s}}}
      """;
  private static final RuleMetadata METADATA = RuleMetadata
      .of("IS304", "mtls-strict-vs-disable", Severity.ERROR)
      .summary("clients send what the proxies of the pods refuse")
      .rationale(
          """
              A destination rule with `tls` says how clients call a host, and overrides what the mesh finds out by itself. Where it
              says plaintext, or TLS without the identities of the mesh, and the pods demand mutual TLS, every call that obeys
              it is reset; so it is where it demands mutual TLS and the pods have it switched off.""")
      .remedy("remove `tls` from the destination rule, or give it the mode that the PeerAuthentication asks for")
      .bad(EXAMPLE.formatted("DISABLE"))
      .good(EXAMPLE.formatted("ISTIO_MUTUAL"))
      .reads(Corefile.class, DestinationRule.class, PeerAuthentication.class, Service.class, Pod.class, Workload.class,
          Network.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<DestinationRule> rules = context.inForce(DestinationRule.class)
        .stream()
        .filter(rule -> !rule.clients().written())
        .toList();
    if (rules.isEmpty() || context.inForce(PeerAuthentication.class).isEmpty()) {
      return;
    }
    ServiceHosts hosts = ServiceHosts.of(context);
    for (DestinationRule rule : rules) {
      hosts.service(rule)
          // rules of other namespaces count for clients there, and only where nobody else has one (ISTIO/I-6.1)
          .filter(service -> service.namespace().equals(rule.namespace()))
          .ifPresent(service -> check(context, hosts, rule, service));
    }
  }

  private static void check(RuleContext context, ServiceHosts hosts, DestinationRule rule, Service service) {
    for (ServicePort port : service.ports()) {
      if (port.protocol().equals(Protocol.TCP) && port.target() instanceof PortRef.ByNumber(int number)) {
        Optional<ClientTls> whole = rule.policy().flatMap(policy -> tls(policy, port.port(), Optional.empty()));
        whole.ifPresent(
            tls -> check(context, new Call(rule, service, port.port(), number, tls), hosts.pods(service)));
        for (Subset subset : rule.subsets()) {
          subset.policy()
              .flatMap(policy -> tls(policy, port.port(), whole))
              .filter(tls -> whole.filter(tls::equals).isEmpty())
              .ifPresent(tls -> check(context, new Call(rule, service, port.port(), number, tls),
                  hosts.pods(service, subset)));
        }
      }
    }
  }

  /**
   * What clients send that obey a rule.
   *
   * @param port the port of the Service
   * @param target the port of the pods
   */
  private record Call(DestinationRule rule, Service service, int port, int target, ClientTls tls) {}

  /** What is said about one port replaces what is said about all (ISTIO/I-6.2). */
  private static Optional<ClientTls> tls(TrafficPolicy policy, int port, Optional<ClientTls> wider) {
    Optional<PortPolicy> own = policy.ports().stream().filter(each -> each.port() == port).findFirst();
    return own.isPresent() ? own.get().tls() : policy.tls().or(() -> wider);
  }

  private static void check(RuleContext context, Call call, PodSet called) {
    for (PodGroup pods : called.list()) {
      String id = pods.object().substring(0, pods.object().indexOf(' ')).toLowerCase(Locale.ROOT) + "/"
          + pods.object().substring(pods.object().indexOf(' ') + 1);
      Optional<Origin> refusal = context.network()
          .endpoint(id)
          .flatMap(endpoint -> refusal(context.network(), endpoint, call));
      if (refusal.isPresent()) {
        context.report(call.rule().id(), call.rule().span(),
            "clients that obey `%s` send %s to port %d of `%s`, which `%s` refuses".formatted(call.rule().id(),
                sent(call.tls()), call.port(), call.service().id(), refusal.get().object()),
            new Related("`" + refusal.get().object() + "`", refusal.get().span()));
        return;
      }
    }
  }

  private static String sent(ClientTls tls) {
    return switch (tls.mode()) {
      case DISABLE -> "plaintext";
      case SIMPLE, MUTUAL -> "TLS without the identities of the mesh";
      case ISTIO_MUTUAL -> "mutual TLS";
    };
  }

  /** The policy for mutual TLS that refuses the call for certain. */
  private static Optional<Origin> refusal(Network network, Endpoint pod, Call call) {
    Request request = switch (call.tls().mode()) {
      case DISABLE -> Request.NONE;
      case SIMPLE, MUTUAL -> Request.NONE.with(TextField.TLS, "TLS");
      case ISTIO_MUTUAL -> Request.NONE.with(TextField.PRINCIPAL, "client");
    };
    Packet packet = new Packet(pod.families().iterator().next(), Protocol.TCP,
        End.of(network.outside().index()), End.of(pod.index()), 1024, call.target(), 0, 0, false, request);
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    return network.direct()
        .steps()
        .stream()
        .flatMap(step -> step instanceof Step.Stage stage ? stage.plane().tiers().stream() : Stream.<Tier>empty())
        .filter(tier -> tier.name().equals(TIER))
        .flatMap(tier -> first(evaluator, tier, packet).stream())
        .filter(decisive -> decisive.action() == Action.DENY && decisive.origin().object().startsWith(TIER))
        .map(PolicyRule::origin)
        .findFirst();
  }

  private static Optional<PolicyRule> first(Evaluator evaluator, Tier tier, Packet packet) {
    return tier.rules().stream().filter(rule -> evaluator.matches(rule.guard(), packet)).findFirst();
  }
}
