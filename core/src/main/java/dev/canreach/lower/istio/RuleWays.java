package dev.canreach.lower.istio;

import dev.canreach.lower.istio.ClusterWays.Call;
import dev.canreach.model.Assignment;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.FaultAbort;
import dev.canreach.resource.istio.HeaderChanges;
import dev.canreach.resource.istio.HttpMatch;
import dev.canreach.resource.istio.HttpRule;
import dev.canreach.resource.istio.Redirection;
import dev.canreach.resource.istio.RouteDestination;
import dev.canreach.resource.istio.StringMatch;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** What the HTTP rules of virtual services do with requests (ISTIO/I-9). */
final class RuleWays {
  private static final int NOT_FOUND = 404;
  private static final int ALL = 100;

  private final ClusterWays clusters;
  private final Destinations services;
  private final String namespace;
  private final Map<String, String> labels;
  private final int port;
  private final boolean sidecar;

  /**
   * @param services finds the host of a name, as the client knows it
   * @param namespace the namespace of the client
   * @param labels the labels of the client
   * @param port the port that was called
   * @param sidecar whether the client is no gateway
   */
  RuleWays(ClusterWays clusters, Destinations services, String namespace,
      Map<String, String> labels, int port, boolean sidecar) {
    this.clusters = clusters;
    this.services = services;
    this.namespace = namespace;
    this.labels = labels;
    this.port = port;
    this.sidecar = sidecar;
  }

  /**
   * The rules of a virtual service that can apply here, each with the blocks of its match that can.
   *
   * @param onGateway whether a name of a gateway means the proxy at hand
   */
  List<HttpRule> applicable(VirtualService service, Predicate<String> onGateway) {
    List<HttpRule> rules = new ArrayList<>();
    for (HttpRule rule : service.http()) {
      List<HttpMatch> blocks = rule.matches().stream().filter(block -> applies(block, onGateway)).toList();
      if (rule.matches().isEmpty() || !blocks.isEmpty()) {
        rules.add(new HttpRule(rule.index(), blocks, rule.destinations(), rule.redirect(), rule.directStatus(),
            rule.delegate(), rule.rewriteUri(), rule.rewriteAuthority(), rule.rewriteRegex(), rule.abort(),
            rule.headers(), rule.span()));
      }
    }
    return rules;
  }

  /** A block that names gateways does not look at the labels and the namespace of the client (ISTIO/I-9). */
  private boolean applies(HttpMatch block, Predicate<String> onGateway) {
    if (block.port().isPresent() && block.port().getAsInt() != port) {
      return false;
    }
    if (!block.gateways().isEmpty()) {
      return block.gateways().stream().anyMatch(onGateway);
    }
    return labels.entrySet().containsAll(block.sourceLabels().entrySet())
        && (block.sourceNamespace().isEmpty() || block.sourceNamespace().equals(namespace));
  }

  /** What becomes of the requests that the guard describes; those that no rule takes are not found. */
  List<Way> of(VirtualService service, List<HttpRule> rules, PacketExpr guard) {
    List<Way> ways = new ArrayList<>();
    List<PacketExpr> earlier = new ArrayList<>();
    for (HttpRule rule : rules) {
      if (earlier.contains(PacketExpr.TRUE)) {
        break;
      }
      for (Optional<HttpMatch> block : blocks(rule)) {
        PacketExpr own = block.map(HttpGuards::of).orElse(PacketExpr.TRUE);
        PacketExpr here = PacketExpr.and(guard, own, PacketExpr.not(PacketExpr.or(earlier)));
        if (!here.equals(PacketExpr.FALSE)) {
          ways.addAll(rule(service, rule, block, here));
        }
        earlier.add(own);
      }
    }
    PacketExpr rest = PacketExpr.and(guard, PacketExpr.not(PacketExpr.or(earlier)));
    if (!rest.equals(PacketExpr.FALSE)) {
      ways.add(new Way(rest, List.of(),
          new Way.Outcome.Answer(Response.of(NOT_FOUND, "no rule of `" + service.id() + "` matches the request")),
          Optional.empty(), 1, new Origin(service.id(), "", "spec.http", service.span())));
    }
    return ways;
  }

  private static List<Optional<HttpMatch>> blocks(HttpRule rule) {
    return rule.matches().isEmpty() ? List.of(Optional.empty()) : rule.matches().stream().map(Optional::of).toList();
  }

  private List<Way> rule(VirtualService service, HttpRule rule, Optional<HttpMatch> block, PacketExpr guard) {
    Origin origin = new Origin(service.id(), "http rule " + (rule.index() + 1), "spec.http[" + rule.index() + "]",
        rule.span());
    if (rule.delegate().isPresent() || (rule.rewriteRegex() && !rule.destinations().isEmpty())) {
      return List.of(open(guard, origin, "`" + service.id() + "` sends this request somewhere that takes it"));
    }
    List<Way> ways = new ArrayList<>();
    double aborted = rule.abort().map(FaultAbort::percent).orElse(0.0);
    if (aborted > 0) {
      ways.add(answer(guard, List.of(), Response.of(rule.abort().map(FaultAbort::status).orElse(0),
          "`" + service.id() + "` aborts requests on purpose"), origin));
      if (aborted >= ALL) {
        return ways;
      }
    }
    if (rule.redirect().isPresent()) {
      ways.add(redirect(service, rule.redirect().get(), block, guard, origin));
    } else if (rule.directStatus() > 0) {
      ways.add(answer(guard, List.of(), Response.of(rule.directStatus(), "`" + service.id() + "` answers by itself"),
          origin));
    } else {
      for (RouteDestination destination : rule.destinations()) {
        if (destination.weight() > 0) {
          ways.addAll(destination(service, rule, block, destination, guard, origin));
        }
      }
    }
    return ways;
  }

  static Way open(PacketExpr guard, Origin origin, String statement) {
    return new Way(guard, List.of(), new Way.Outcome.Open(Assumption.open("not understood", statement,
        "write the rule in a simpler form")), Optional.empty(), 1, origin);
  }

  private static Way answer(PacketExpr guard, List<Assignment> changes, Response response, Origin origin) {
    return new Way(guard, changes, new Way.Outcome.Answer(response), Optional.empty(), 1, origin);
  }

  private List<Way> destination(VirtualService service, HttpRule rule, Optional<HttpMatch> block,
      RouteDestination destination, PacketExpr guard, Origin origin) {
    String host = clusters.full(destination.host(), service.namespace());
    Optional<MeshService> found = services.find(host);
    if (found.isEmpty()) {
      return List.of(unknown(guard, destination, host, origin));
    }
    Optional<MeshPort> target = port(found.get(), destination.port());
    if (target.isEmpty()) {
      boolean derived = destination.port().isEmpty() && found.get().ports().size() == 1;
      return derived
          ? List.of(open(guard, origin, "the proxy finds the only port of `" + host + "`"))
          : clusters.withoutPort(found.get(), unknown(guard, destination, host, origin));
    }
    List<Way> ways = new ArrayList<>();
    for (Changed changed : changes(rule, block, destination)) {
      ways.addAll(clusters.of(namespace, labels, new Call(found.get(), target.get(), destination.subset(),
          PacketExpr.and(guard, changed.guard()), changed.changes(), destination.weight(), origin)));
    }
    return ways;
  }

  /** A sidecar takes the port that was called where none is named (ISTIO/IX-6); a gateway takes the only one. */
  private Optional<MeshPort> port(MeshService service, OptionalInt named) {
    if (named.isPresent()) {
      return service.port(named.getAsInt());
    }
    if (!sidecar && service.ports().size() == 1) {
      return Optional.of(service.ports().get(0));
    }
    return service.port(port);
  }

  static Way unknown(PacketExpr guard, RouteDestination destination, String host, Origin origin) {
    return new Way(guard, List.of(),
        new Way.Outcome.Answer(Response.of(ClusterWays.UNAVAILABLE, "the proxy knows no such port of `" + host + "`")),
        Optional.of(new dev.canreach.model.Backend(host, destination.subset(), destination.port(),
            destination.weight())),
        destination.weight(), origin);
  }

  /** Changes that some of the requests undergo. */
  private record Changed(PacketExpr guard, List<Assignment> changes) {}

  private static List<Changed> changes(HttpRule rule, Optional<HttpMatch> block, RouteDestination destination) {
    List<Assignment> changes = new ArrayList<>();
    if (!rule.rewriteUri().isEmpty()) {
      changes.add(path(rule.rewriteUri(), block));
    }
    if (!rule.rewriteAuthority().isEmpty()) {
      changes.add(set(TextField.AUTHORITY, rule.rewriteAuthority()));
    }
    List<Changed> all = new ArrayList<>(List.of(new Changed(PacketExpr.TRUE, changes)));
    // what belongs to the destination comes first, then what belongs to the rule
    for (HeaderChanges headers : List.of(destination.headers(), rule.headers())) {
      for (String name : headers.remove()) {
        all = with(all, new Assignment.Rewrite(TextChange.remove(field(name))));
      }
      for (Map.Entry<String, String> header : headers.set().entrySet()) {
        all = with(all, set(field(header.getKey()), header.getValue()));
      }
      for (Map.Entry<String, String> header : headers.add().entrySet()) {
        all = added(all, field(header.getKey()), header.getValue());
      }
    }
    return all;
  }

  private static List<Changed> with(List<Changed> all, Assignment change) {
    List<Changed> more = new ArrayList<>();
    for (Changed each : all) {
      List<Assignment> changes = new ArrayList<>(each.changes());
      changes.add(change);
      more.add(new Changed(each.guard(), changes));
    }
    return more;
  }

  /** A header that the request has keeps its value, and gets one more, which is not modelled. */
  private static List<Changed> added(List<Changed> all, TextField field, String value) {
    PacketExpr present = PacketExpr.matches(field, TextPattern.present());
    List<Changed> more = new ArrayList<>();
    for (Changed each : with(all, set(field, value))) {
      more.add(new Changed(PacketExpr.and(each.guard(), PacketExpr.not(present)), each.changes()));
    }
    all.forEach(each -> more.add(new Changed(PacketExpr.and(each.guard(), present), each.changes())));
    return more;
  }

  private static TextField field(String name) {
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "host", ":authority" -> TextField.AUTHORITY;
      default -> TextField.header(name);
    };
  }

  private static Assignment set(TextField field, String value) {
    return new Assignment.Rewrite(TextChange.set(field, value));
  }

  /** What matched is replaced: a prefix, or the whole path (ISTIO/I-9). */
  private static Assignment path(String replacement, Optional<HttpMatch> block) {
    Optional<StringMatch> uri = block.flatMap(HttpMatch::uri);
    if (uri.isEmpty()) {
      return new Assignment.Rewrite(new TextChange.ReplacePathPrefix(1, replacement, true));
    }
    return uri.get().kind() == StringMatch.Kind.PREFIX
        ? new Assignment.Rewrite(new TextChange.ReplacePathPrefix(uri.get().text().length(), replacement, true))
        : set(TextField.PATH, replacement);
  }

  private static Way redirect(VirtualService service, Redirection redirect, Optional<HttpMatch> block,
      PacketExpr guard, Origin origin) {
    List<Assignment> changes = new ArrayList<>();
    if (!redirect.scheme().isEmpty()) {
      changes.add(set(TextField.SCHEME, redirect.scheme()));
    }
    if (!redirect.authority().isEmpty()) {
      changes.add(set(TextField.AUTHORITY, redirect.authority()));
    }
    if (!redirect.uri().isEmpty()) {
      changes.add(set(TextField.PATH, redirect.uri()));
      changes.add(new Assignment.Rewrite(TextChange.remove(TextField.QUERY_STRING)));
    } else if (!redirect.uriPrefix().isEmpty()) {
      changes.add(path(redirect.uriPrefix(), block));
    }
    return answer(guard, changes, Response.redirect(redirect.status(), redirect.port(),
        "`" + service.id() + "` sends the client elsewhere"), origin);
  }
}
