package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Outlook;
import dev.canreach.lint.PodGroup;
import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.Role;
import dev.canreach.model.Scope;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** NP305: a workload may open connections but not look names up (K8S/S-23). */
public final class DnsBlocked implements Rule {
  private static final int DNS = 53;
  /** Where the name servers of OpenShift listen behind port 53 of their Service, and where they are. */
  private static final int OPENSHIFT_DNS = 5353;
  private static final String OPENSHIFT = "openshift-dns";
  private static final String NAMESPACE = "kube-system";
  private static final String LABEL = "k8s-app";
  private static final String VALUE = "kube-dns";
  /** The address that a name server on the node itself has by convention. */
  private static final Address NODE_LOCAL = Address.parse("169.254.20.10").orElseThrow();
  /** An address that only rules for the whole internet allow. */
  private static final Address ELSEWHERE = Address.parse("203.0.113.53").orElseThrow();

  private static final RuleMetadata METADATA = RuleMetadata.of("NP305", "dns-egress-blocked", Severity.ERROR)
      .summary("the workload may open connections, but its policies keep it from looking names up")
      .rationale("""
          A pod that is isolated for egress needs a rule for the cluster's name servers as well: UDP 53, and TCP 53
          for answers that don't fit into a datagram, at the pods behind the Service `kube-dns`. Without it every
          connection by name fails, whatever other rules allow. Workloads that may not open any connection are left
          alone. When only TCP is blocked this is a warning.""")
      .remedy("allow UDP 53 and TCP 53 to the pods `k8s-app=kube-dns` of namespace `kube-system`")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            policyTypes: [Egress]
            egress:
            - to: [{podSelector: {matchLabels: {app: db}}}]
              ports: [{port: 5432}]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            policyTypes: [Egress]
            egress:
            - to: [{podSelector: {matchLabels: {app: db}}}]
              ports: [{port: 5432}]
            - to:
              - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                podSelector: {matchLabels: {k8s-app: kube-dns}}
              ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
          """)
      .reads(Network.class, NetworkPolicy.class, Pod.class, Service.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  /** Workloads that the same policies keep from looking names up are one finding. */
  private record Group(Origin policy, List<Protocol> blocked) implements Comparable<Group> {
    private static final Comparator<Group> ORDER = Comparator.comparing(Group::policy)
        .thenComparing(group -> group.blocked().toString());

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public void check(RuleContext context) {
    List<Endpoint> servers = context.network().endpoints().stream().filter(DnsBlocked::isServer).toList();
    List<Integer> ports = ports(context);
    Map<String, String> dnsPolicies = dnsPolicies(context);
    Set<String> openShiftClients = context.inForce(NetworkPolicy.class)
        .stream()
        .filter(DnsBlocked::asksOpenShift)
        .map(NetworkPolicy::id)
        .collect(Collectors.toUnmodifiableSet());
    Map<Group, TreeMap<String, Origin>> groups = new TreeMap<>();
    for (Plane plane : context.outlook().planes()) {
      if (plane.subject() != Side.SOURCE) {
        continue;
      }
      boolean apart = isEachOfOneNamespace(plane);
      for (Endpoint client : context.network().endpoints()) {
        if (apart && !context.mayDiffer(client.namespace())) {
          continue;
        }
        if (client.role() != Role.WORKLOAD || client.hostNetwork() || isServer(client)
            || !dnsPolicies.getOrDefault(client.origin().object(), "").startsWith("ClusterFirst")) {
          continue;
        }
        List<Scope> isolating = context.outlook().isolating(plane, client);
        Optional<Origin> policy = opener(context.outlook(), plane, client, isolating);
        boolean openShift = isolating.stream()
            .anyMatch(scope -> openShiftClients.contains(scope.origin().object()));
        if (policy.isEmpty() || openShift || asksNode(context, plane, client)) {
          continue;
        }
        List<Protocol> blocked = List.of(Protocol.UDP, Protocol.TCP)
            .stream()
            .filter(protocol -> servers.stream()
                .noneMatch(
                    server -> ports.stream().anyMatch(port -> mayAsk(context, plane, client, server, protocol, port))))
            .toList();
        if (!blocked.isEmpty() && !servers.isEmpty()) {
          groups.computeIfAbsent(new Group(policy.get(), blocked), key -> new TreeMap<>())
              .put(client.origin().object(), client.origin());
        }
      }
    }
    groups.forEach((group, clients) -> report(context, group, List.copyOf(clients.values())));
  }

  /** Whether every policy governs pods of one namespace only, so that no finding is about several. */
  private static boolean isEachOfOneNamespace(Plane plane) {
    return plane.tiers()
        .stream()
        .flatMap(tier -> tier.scopes().stream())
        .allMatch(scope -> scope.origin().object().startsWith("NetworkPolicy "));
  }

  private static void report(RuleContext context, Group group, List<Origin> clients) {
    String blocked = group.blocked().stream().map(protocol -> protocol + " 53").collect(Collectors.joining(" and "));
    String consequence = group.blocked().contains(Protocol.UDP)
        ? "can't look names up"
        : "can't look up names whose answers are long";
    context.report(group.blocked().contains(Protocol.UDP) ? Severity.ERROR : Severity.WARNING, group.policy().object(),
        group.policy().span(),
        "%s may open connections but %s: %s to the cluster's name servers %s blocked".formatted(
            Quoted.and(clients.getFirst().object(), clients.size() - 1, "workload"), consequence, blocked,
            group.blocked().size() == 1 ? "is" : "are"),
        clients.stream().map(client -> new Related(client.object(), client.span())).toList());
  }

  /** The policy to which a rule for names belongs: the first one that lets the client open something. */
  private static Optional<Origin> opener(Outlook outlook, Plane plane, Endpoint client, List<Scope> isolating) {
    var openers = new HashSet<String>();
    outlook.allowing(plane, client).forEach(rule -> openers.add(rule.origin().object()));
    return isolating.stream()
        .map(Scope::origin)
        .filter(origin -> openers.contains(origin.object()))
        .min(Comparator.naturalOrder());
  }

  /** Whether a rule is plainly meant for a name server on the node. */
  private static boolean asksNode(RuleContext context, Plane plane, Endpoint client) {
    if (!client.speaks(IpFamily.IPV4)) {
      return false;
    }
    int outside = context.network().outside().index();
    return context.outlook()
        .mayPass(plane, packet(client, End.at(outside, NODE_LOCAL), IpFamily.IPV4, Protocol.UDP, DNS))
        && !context.outlook()
            .mayPass(plane, packet(client, End.at(outside, ELSEWHERE), IpFamily.IPV4, Protocol.UDP, DNS));
  }

  private static boolean mayAsk(RuleContext context, Plane plane, Endpoint client, Endpoint server, Protocol protocol,
      int port) {
    return client.families()
        .stream()
        .filter(server::speaks)
        .anyMatch(family -> context.outlook()
            .mayPass(plane, packet(client, new End(server.index(), server.address(family), new TreeMap<>()), family,
                protocol, port)));
  }

  private static Packet packet(Endpoint client, End server, IpFamily family, Protocol protocol, int port) {
    return new Packet(family, protocol, new End(client.index(), client.address(family), new TreeMap<>()), server, 0,
        port,
        0, 0, false);
  }

  private static boolean isServer(Endpoint endpoint) {
    return endpoint.namespace().equals(NAMESPACE) && VALUE.equals(endpoint.labels().get(LABEL))
        && (endpoint.role() == Role.WORKLOAD || endpoint.role() == Role.IMPLIED);
  }

  /** Whether a policy is plainly meant for the name servers of OpenShift, which the input doesn't show. */
  private static boolean asksOpenShift(NetworkPolicy policy) {
    return policy.egress()
        .stream()
        .flatMap(rule -> rule.peers().stream())
        .anyMatch(peer -> peer instanceof PolicyPeer.Pods pods
            && pods.namespaceSelector().filter(DnsBlocked::namesOpenShift).isPresent());
  }

  private static boolean namesOpenShift(LabelSelector selector) {
    return !selector.requirements().isEmpty() && selector.matches(Map.of(NamespaceLabels.NAME, OPENSHIFT));
  }

  /** Where the Service of the name servers leads to; the usual ports when the input doesn't say. */
  private static List<Integer> ports(RuleContext context) {
    List<PodGroup> servers = context.pods().selected(NAMESPACE, Map.of(LABEL, VALUE)).list();
    var ports = new ArrayList<Integer>();
    for (Service service : context.inForce(Service.class)) {
      if (service.namespace().equals(NAMESPACE) && VALUE.equals(service.selector().get(LABEL))) {
        service.ports()
            .stream()
            .filter(port -> port.port() == DNS)
            .forEach(port -> ports.addAll(targets(port, servers)));
      }
    }
    return ports.isEmpty() ? List.of(DNS, OPENSHIFT_DNS) : ports.stream().distinct().toList();
  }

  private static List<Integer> targets(ServicePort port, List<PodGroup> servers) {
    return switch (port.target()) {
      case PortRef.ByNumber number -> List.of(number.port());
      case PortRef.ByName name -> servers.stream()
          .flatMap(server -> server.ports().stream())
          .filter(own -> own.protocol().equals(port.protocol()) && own.name().equals(name.name()))
          .map(own -> own.containerPort())
          .toList();
    };
  }

  private static Map<String, String> dnsPolicies(RuleContext context) {
    var policies = new HashMap<String, String>();
    for (String namespace : context.pods().namespaces()) {
      context.pods().in(namespace).forEach(group -> policies.put(group.object(), group.spec().dnsPolicy()));
    }
    return policies;
  }
}
