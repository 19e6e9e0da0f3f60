package dev.canreach.lower.istio;

import dev.canreach.lower.istio.ClusterWays.Call;
import dev.canreach.model.Origin;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.RouteDestination;
import dev.canreach.resource.istio.StreamMatch;
import dev.canreach.resource.istio.StreamRule;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the rules for TLS and other connections of virtual services do (ISTIO/I-9). */
final class StreamWays {
  private final ClusterWays clusters;
  private final Destinations services;
  private final String namespace;
  private final Map<String, String> labels;
  private final int port;

  /**
   * @param services finds the host of a name, as the client knows it
   * @param namespace the namespace of the client
   * @param labels the labels of the client
   * @param port the port that was called
   */
  StreamWays(ClusterWays clusters, Destinations services, String namespace,
      Map<String, String> labels, int port) {
    this.clusters = clusters;
    this.services = services;
    this.namespace = namespace;
    this.labels = labels;
    this.port = port;
  }

  /**
   * What the rules do, and which connections they leave.
   *
   * @param ways the ways of those that they take
   * @param rest the others
   * @param any whether any rule can apply here
   */
  record Result(List<Way> ways, PacketExpr rest, boolean any) {}

  Result of(VirtualService service, List<StreamRule> rules, String kind, PacketExpr guard,
      Predicate<String> onGateway) {
    List<Way> ways = new ArrayList<>();
    List<PacketExpr> earlier = new ArrayList<>();
    for (StreamRule rule : rules) {
      List<PacketExpr> blocks = rule.matches()
          .stream()
          .filter(match -> applies(match, onGateway))
          .map(StreamWays::guard)
          .toList();
      if (!rule.matches().isEmpty() && blocks.isEmpty()) {
        continue;
      }
      PacketExpr own = rule.matches().isEmpty() ? PacketExpr.TRUE : PacketExpr.or(blocks);
      PacketExpr here = PacketExpr.and(guard, own, PacketExpr.not(PacketExpr.or(earlier)));
      Origin origin = new Origin(service.id(), kind + " rule " + (rule.index() + 1),
          "spec." + kind + "[" + rule.index() + "]", rule.span());
      if (!here.equals(PacketExpr.FALSE)) {
        rule.destinations()
            .stream()
            .filter(destination -> destination.weight() > 0)
            .forEach(destination -> ways.addAll(destination(service, destination, here, origin)));
      }
      earlier.add(own);
    }
    return new Result(ways, PacketExpr.and(guard, PacketExpr.not(PacketExpr.or(earlier))), !earlier.isEmpty());
  }

  private boolean applies(StreamMatch match, Predicate<String> onGateway) {
    return (match.port().isEmpty() || match.port().getAsInt() == port)
        && labels.entrySet().containsAll(match.sourceLabels().entrySet())
        && (match.sourceNamespace().isEmpty() || match.sourceNamespace().equals(namespace))
        && (match.gateways().isEmpty() || match.gateways().stream().anyMatch(onGateway));
  }

  private static PacketExpr guard(StreamMatch match) {
    List<PacketExpr> parts = new ArrayList<>();
    if (!match.sniHosts().isEmpty()) {
      parts.add(PacketExpr.or(match.sniHosts().stream().map(StreamWays::sni).toList()));
    }
    if (!match.destinationSubnets().isEmpty()) {
      parts.add(PacketExpr.or(match.destinationSubnets()
          .stream()
          .map(block -> PacketExpr.inPrefix(Side.DESTINATION, block))
          .toList()));
    }
    return PacketExpr.and(parts);
  }

  /** The client's TLS asks for this name. */
  static PacketExpr sni(String host) {
    TextPattern pattern = host.equals("*")
        ? TextPattern.present()
        : host.startsWith("*")
            ? new TextPattern.Suffix(host.substring(1), true)
            : new TextPattern.Exact(host, true);
    return PacketExpr.matches(TextField.SNI, pattern);
  }

  private List<Way> destination(VirtualService service, RouteDestination destination, PacketExpr guard,
      Origin origin) {
    String host = clusters.full(destination.host(), service.namespace());
    Optional<MeshService> found = services.find(host);
    Optional<MeshPort> target = found.flatMap(each -> each.port(destination.port().orElse(port)));
    if (target.isEmpty()) {
      boolean derived = destination.port().isEmpty() && found.map(each -> each.ports().size() == 1).orElse(false);
      if (derived) {
        return List.of(RuleWays.open(guard, origin, "the proxy finds the only port of `" + host + "`"));
      }
      Way answer = RuleWays.unknown(guard, destination, host, origin);
      return found.map(each -> clusters.withoutPort(each, answer)).orElse(List.of(answer));
    }
    if (target.get().type() == PortClass.HTTP) {
      return List.of(RuleWays.open(guard, origin, "the bytes of the connection are HTTP"));
    }
    return clusters.of(namespace, labels, new Call(found.get(), target.get(), destination.subset(), guard, List.of(),
        destination.weight(), origin));
  }
}
