package dev.canreach.lower.gateway;

import dev.canreach.lower.proxy.Paths;
import dev.canreach.lower.proxy.ServiceTargets;
import dev.canreach.lower.proxy.Share;
import dev.canreach.model.Response;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.BackendRef;
import dev.canreach.resource.gateway.BackendTlsPolicy;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.PathMatch;
import dev.canreach.resource.gateway.RouteFilter;
import dev.canreach.resource.gateway.RouteRule;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the requests go that a rule of a route takes (K8S/G-12, G-13, G-14, G-19). */
final class RuleShares {
  private static final int ERROR = 500;
  private static final int FORBIDDEN = 403;

  private final ServiceTargets services;
  private final Grants grants;
  private final List<BackendTlsPolicy> tlsPolicies;

  RuleShares(Inventory inventory, ServiceTargets services, Grants grants) {
    this.services = services;
    this.grants = grants;
    this.tlsPolicies = inventory.latest(BackendTlsPolicy.class);
  }

  /**
   * The shares of a rule.
   *
   * @param listenerPort the port of the listener, which a redirect keeps
   * @param scheme the scheme of the listener
   */
  List<Share> of(GatewayRoute route, RouteRule rule, int listenerPort, String scheme) {
    List<TextChange> changes = new ArrayList<>();
    List<PacketExpr> doubts = new ArrayList<>();
    List<Share> refusals = new ArrayList<>();
    for (RouteFilter filter : rule.filters()) {
      switch (filter) {
        case RouteFilter.Redirect redirect -> {
          return List.of(redirect(redirect, rule, listenerPort, scheme));
        }
        case RouteFilter.Rewrite rewrite -> changes.addAll(rewrite(rewrite.hostname(), rewrite.path(), rule));
        case RouteFilter.Opaque opaque -> {
          PacketExpr passes = passes(route, opaque);
          doubts.add(passes);
          int status = opaque.type().equals("ExternalAuth") ? FORBIDDEN : ERROR;
          refusals.add(Share.answer(1, Response.of(status, "the filter " + opaque.type() + " refuses the request"))
              .when(PacketExpr.not(passes)));
        }
        case RouteFilter.Mirror mirror -> {
          // the answer of the copy is ignored
        }
        case RouteFilter.Cors cors -> {
          // preflight requests are a passage of their own
        }
        case RouteFilter.Headers headers -> {
          // changes nobody's reach
        }
      }
    }
    PacketExpr passes = PacketExpr.and(doubts);
    List<Share> shares = new ArrayList<>(refusals);
    backends(route, rule, changes, listenerPort, scheme).forEach(share -> shares.add(share.when(passes)));
    return shares;
  }

  private static PacketExpr passes(GatewayRoute route, RouteFilter.Opaque filter) {
    return PacketExpr.holds(Assumption.open("filter",
        "the filter " + filter.type() + " of `" + route.id() + "` lets the request pass", "remove the filter"));
  }

  private List<Share> backends(GatewayRoute route, RouteRule rule, List<TextChange> changes, int listenerPort,
      String scheme) {
    List<Share> shares = new ArrayList<>();
    for (BackendRef backend : rule.backends()) {
      if (backend.weight() > 0) {
        shares.add(backend(route, rule, backend, changes, listenerPort, scheme));
        resolve(route, backend).service()
            .flatMap(service -> services.corrected(service, backend.weight(), changes))
            .ifPresent(shares::add);
      }
    }
    if (!shares.isEmpty()) {
      return shares;
    }
    String reason = rule.backends().isEmpty() ? "the rule has no backends" : "every backend of the rule has weight 0";
    return List.of(failed(1, reason, changes));
  }

  /** The gateway answers; it has rewritten the request by then. */
  private static Share failed(int weight, String reason, List<TextChange> changes) {
    return new Share(weight, PacketExpr.TRUE, Optional.empty(), List.of(), changes,
        Optional.of(Response.of(ERROR, reason)));
  }

  private Share backend(GatewayRoute route, RouteRule rule, BackendRef backend, List<TextChange> changes,
      int listenerPort, String scheme) {
    Resolution resolution = resolve(route, backend);
    if (resolution.port().isEmpty()) {
      return failed(backend.weight(), resolution.why(), changes);
    }
    List<TextChange> all = new ArrayList<>(changes);
    for (RouteFilter filter : backend.filters()) {
      if (filter instanceof RouteFilter.Redirect redirect) {
        return redirect(redirect, rule, listenerPort, scheme);
      }
      if (filter instanceof RouteFilter.Rewrite rewrite) {
        all.addAll(rewrite(rewrite.hostname(), rewrite.path(), rule));
      }
    }
    Service service = resolution.service().orElseThrow();
    ServicePort port = resolution.port().get();
    Share share = services.share(service, port, backend.weight(), all)
        .when(resolution.condition())
        .when(secured(service, port));
    for (RouteFilter filter : backend.filters()) {
      share = filter instanceof RouteFilter.Opaque opaque ? share.when(passes(route, opaque)) : share;
    }
    return share;
  }

  /**
   * What a reference to a backend leads to.
   *
   * @param service the Service, where there is one
   * @param port its port, where the reference may be followed
   * @param reason why it may not, as status conditions spell it; or empty
   * @param why the same in words
   * @param condition what must hold for the reference to be followed
   */
  record Resolution(Optional<Service> service, Optional<ServicePort> port, String reason, String why,
      PacketExpr condition) {
    static Resolution failed(String reason, String why) {
      return new Resolution(Optional.empty(), Optional.empty(), reason, why, PacketExpr.TRUE);
    }
  }

  /** What a reference of a route to a backend leads to. */
  Resolution resolve(GatewayRoute route, BackendRef backend) {
    String name = "`" + backend.backend().namespace() + "/" + backend.backend().name() + "`";
    if (!backend.backend().isService()) {
      return Resolution.failed("InvalidKind", "a backend of kind " + backend.backend().kind() + " is not known");
    }
    if (!grants.permit(route.kind(), route.namespace(), backend.backend())) {
      return Resolution.failed("RefNotPermitted", "no ReferenceGrant permits `" + route.id()
          + "` to refer to the Service " + name);
    }
    Optional<Service> service = services.find(backend.backend().namespace(), backend.backend().name());
    if (service.isEmpty()) {
      return Resolution.failed("BackendNotFound", "the input has no Service " + name);
    }
    Optional<ServicePort> port = service.get()
        .ports()
        .stream()
        .filter(each -> backend.port().isPresent() && each.port() == backend.port().getAsInt())
        .findFirst();
    return port.isPresent()
        ? new Resolution(service, port, "", "", PacketExpr.TRUE)
        : new Resolution(service, port, "", "the Service " + name + " has no port "
            + (backend.port().isPresent() ? Integer.toString(backend.port().getAsInt()) : "that is named"),
            PacketExpr.TRUE);
  }

  /** With a policy, the gateway talks only to backends with the certificate that it names. */
  private PacketExpr secured(Service service, ServicePort port) {
    return PacketExpr.and(tlsPolicies.stream()
        .filter(policy -> policy.namespace().equals(service.namespace()))
        .filter(policy -> policy.targets()
            .stream()
            .anyMatch(target -> target.object().isService() && target.object().name().equals(service.name())
                && (target.sectionName().isEmpty() || target.sectionName().equals(port.name()))))
        .map(policy -> PacketExpr.holds(Assumption.defaulted("backendTLS",
            "the pods of `" + service.id() + "` have the certificate that `" + policy.id() + "` asks for",
            "check the certificate of the pods", true)))
        .toList());
  }

  private static List<TextChange> rewrite(String hostname, Optional<RouteFilter.PathRewrite> path, RouteRule rule) {
    List<TextChange> changes = new ArrayList<>();
    if (!hostname.isEmpty()) {
      changes.add(TextChange.set(TextField.HOST, hostname));
    }
    path.ifPresent(rewrite -> changes.add(rewrite.whole()
        ? TextChange.set(TextField.PATH, rewrite.value())
        : Paths.replacePrefix(prefix(rule), rewrite.value())));
    return changes;
  }

  private static String prefix(RouteRule rule) {
    PathMatch path = rule.matches().get(0).path();
    return path.type() == PathMatch.Type.PREFIX ? path.value() : "";
  }

  private static Share redirect(RouteFilter.Redirect redirect, RouteRule rule, int listenerPort, String scheme) {
    List<TextChange> changes = new ArrayList<>(rewrite(redirect.hostname(), redirect.path(), rule));
    String target = redirect.scheme().isEmpty() ? scheme : redirect.scheme();
    changes.add(TextChange.set(TextField.SCHEME, target));
    int wellKnown = target.equals("https") ? 443 : 80;
    int port = redirect.port().orElse(redirect.scheme().isEmpty() ? listenerPort : wellKnown);
    return Share.redirect(Response.redirect(redirect.status(),
        port == wellKnown ? OptionalInt.empty() : OptionalInt.of(port), "the rule redirects the request"), changes);
  }
}
