package dev.canreach.lint.rules.exposure;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import dev.canreach.source.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * XR302: everybody outside reaches a workload through an Ingress, Gateway, load balancer, node port or published port, and
 * every policy on the way lets it through.
 */
public final class WorldExposure implements Rule {
  /** Ports of data stores, and of what administers machines and clusters: none of them is meant for everybody. */
  private static final Map<Integer, String> SENSITIVE = Map.ofEntries(Map.entry(22, "SSH"), Map.entry(23, "Telnet"),
      Map.entry(1433, "SQL Server"), Map.entry(1521, "Oracle"), Map.entry(2375, "Docker"), Map.entry(2376, "Docker"),
      Map.entry(2379, "etcd"), Map.entry(3306, "MySQL"), Map.entry(3389, "remote desktops"),
      Map.entry(5432, "PostgreSQL"), Map.entry(5672, "AMQP"), Map.entry(5984, "CouchDB"), Map.entry(6379, "Redis"),
      Map.entry(6443, "the API server"), Map.entry(7000, "Cassandra"), Map.entry(9042, "Cassandra"),
      Map.entry(9092, "Kafka"), Map.entry(9200, "Elasticsearch"), Map.entry(10250, "the kubelet"),
      Map.entry(11211, "Memcached"), Map.entry(27017, "MongoDB"));

  /** Two halves of all addresses: who can come from either can come from anywhere. */
  private static final List<Cidr> HALVES = List.of(Cidr.parse("0.0.0.0/1").orElseThrow(),
      Cidr.parse("128.0.0.0/1").orElseThrow());

  private static final String MANIFEST = """
      apiVersion: v1
      kind: Pod
      metadata: {name: db, namespace: shop, labels: {app: db}}
      spec: {containers: [{name: db, image: registry.example/db:1, ports: [{containerPort: 5432}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec:
        type: %s
        selector: {app: db}
        ports: [{port: 5432}]
      """;
  private static final RuleMetadata METADATA = RuleMetadata.of("XR302", "effective-world-exposure", Severity.ERROR)
      .summary("everybody outside can reach the workload")
      .rationale("""
          An Ingress, a Gateway, a load balancer, a node port or a published port opens a way in from any address, and
          no policy on the way closes it. For a port of a data store, or of what administers machines or clusters, that
          is an error. For any other port it is a note: somebody has to know that it is meant. Ways that source ranges
          or policies restrict to some addresses are not reported.""")
      .remedy("close the way in, restrict its source addresses, or isolate the workload with a policy")
      .bad(MANIFEST.formatted("LoadBalancer"))
      .good(MANIFEST.formatted("ClusterIP"))
      .reads(Network.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    Network network = context.network();
    Set<String> seen = new HashSet<>();
    for (Route route : network.routes()) {
      for (Route.Alternative alternative : route.alternatives()) {
        Endpoint exposed = network.endpoint(alternative.destination());
        boolean way = alternative.weight() > 0 && alternative.response().isEmpty() && exposed.role() == Role.WORKLOAD
            && !isInside(alternative, network.outside().index());
        String key = route.origin().object() + " " + exposed.id();
        if (way && !seen.contains(key)) {
          witness(context, network, route, alternative).ifPresent(packet -> {
            seen.add(key);
            report(context, route, alternative, exposed, packet);
          });
        }
      }
    }
  }

  /** Whether it is plain that no packet from outside takes the way, as for most Services; nothing has to be proved then. */
  private static boolean isInside(Route.Alternative alternative, int outside) {
    return alternative.path().steps().get(0) instanceof Step.Hop hop && excludes(hop.guard(), outside);
  }

  private static boolean excludes(PacketExpr guard, int source) {
    if (guard instanceof PacketExpr.And and) {
      return and.operands().stream().anyMatch(operand -> excludes(operand, source));
    }
    if (guard instanceof PacketExpr.Not not) {
      return not.operand() instanceof PacketExpr.IsEndpoint is && is.side() == Side.SOURCE
          && is.members().contains(source);
    }
    return guard instanceof PacketExpr.IsEndpoint is && is.side() == Side.SOURCE && !is.members().contains(source);
  }

  /** A packet from anywhere that arrives, whatever the input leaves open. */
  private static Optional<Packet> witness(RuleContext context, Network network, Route route,
      Route.Alternative alternative) {
    Request request = SampleRequest.of(alternative.path());
    Optional<Packet> witness = Optional.empty();
    for (Cidr half : HALVES) {
      PacketExpr source = PacketExpr.inPrefix(Side.SOURCE, half);
      Flow flow = new Flow(network.outside().index(), route.entry(), false, request, source, alternative.path());
      Optional<Packet> found = context.prover().delivered(network, flow);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      witness = witness.or(() -> found);
    }
    return witness;
  }

  private static void report(RuleContext context, Route route, Route.Alternative alternative, Endpoint exposed,
      Packet packet) {
    int port = arrivesAt(alternative).orElse(packet.destinationPort());
    Optional<String> what = Optional.ofNullable(SENSITIVE.get(port));
    String request = packet.request().equals(Request.NONE) ? "" : " with `" + packet.request() + "`";
    context.report(what.isPresent() ? METADATA.severity() : Severity.NOTE, route.origin().object(),
        route.origin().span(),
        "everybody outside reaches port %d of `%s`%s through `%s`%s".formatted(port, exposed.id(),
            what.map(service -> ", which is for " + service + ",").orElse(""), route.origin().object(), request),
        List.of(new Related("`" + exposed.id() + "` is reached", exposed.origin().span())), Optional.of(packet));
  }

  private static Optional<Integer> arrivesAt(Route.Alternative alternative) {
    Optional<Integer> port = Optional.empty();
    for (Step step : alternative.path().steps()) {
      if (step instanceof Step.Hop hop) {
        for (Assignment assignment : hop.assignments()) {
          if (assignment instanceof Assignment.ToPort to) {
            port = Optional.of(to.port());
          }
        }
      }
    }
    return port;
  }
}
