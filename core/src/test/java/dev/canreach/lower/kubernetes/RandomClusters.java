package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.ContainerRole;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Node;
import dev.canreach.resource.kubernetes.NodeAddress;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PodSpec;
import dev.canreach.resource.kubernetes.PodStatus;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.PolicyType;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Small clusters full of corner cases: few names, labels, ports and addresses, so that policies and pods meet often. The
 * same seed gives the same cluster.
 */
public final class RandomClusters {
  private static final List<String> NAMESPACES = List.of("x", "y", "z");
  private static final List<String> KEYS = List.of("app", "tier", NamespaceLabels.NAME);
  private static final List<String> VALUES = List.of("a", "b", "");
  private static final List<String> PORT_NAMES = List.of("web", "dns");
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);
  private static final List<Integer> PORTS = List.of(1, 53, 80, 81, 8080, 65535);

  private final Random random;
  private int lines;

  private RandomClusters(long seed) {
    this.random = new Random(seed);
  }

  /** The cluster of a seed. */
  public static RandomCluster of(long seed) {
    return new RandomClusters(seed).cluster();
  }

  private RandomCluster cluster() {
    List<Namespace> namespaces = NAMESPACES.stream()
        .map(name -> new Namespace(meta(name, "", labels()), span()))
        .toList();
    List<Node> nodes = List.of(node(1), node(2));
    List<Pod> pods = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      pods.add(pod(i));
    }
    List<NetworkPolicy> policies = new ArrayList<>();
    int rules = random.nextInt(5);
    for (int i = 0; i < rules; i++) {
      policies.add(policy("p" + i));
    }
    return new RandomCluster(namespaces, nodes, pods, policies);
  }

  private Node node(int number) {
    List<NodeAddress> addresses = List.of(new NodeAddress("InternalIP", address("10.0.8." + number)),
        new NodeAddress("InternalIP", address("fd00:8::" + number)));
    return new Node(meta("n" + number, "", new TreeMap<>()), addresses, List.of(), span());
  }

  private Pod pod(int number) {
    boolean hostNetwork = random.nextInt(8) == 0;
    int node = 1 + random.nextInt(2);
    Optional<String> nodeName = hostNetwork || random.nextBoolean() ? Optional.of("n" + node) : Optional.empty();
    List<Address> addresses = new ArrayList<>();
    int stack = random.nextInt(4);
    if (hostNetwork) {
      addresses.add(address("10.0.8." + node));
      addresses.add(address("fd00:8::" + node));
    } else if (stack > 0) {
      if (stack != 2) {
        addresses.add(address("10.0." + random.nextInt(2) + "." + (1 + number)));
      }
      if (stack != 1) {
        addresses.add(address("fd00::" + random.nextInt(2) + ":" + (1 + number)));
      }
    }
    PodSpec spec = new PodSpec(hostNetwork, nodeName, new TreeMap<>(), containers(), "", "", "ClusterFirst", "default",
        span());
    return new Pod(meta("pod" + number, pick(NAMESPACES), labels()), spec,
        new PodStatus("Running", addresses, Optional.empty(), Optional.empty()), span());
  }

  private List<Container> containers() {
    List<Container> containers = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      List<ContainerPort> ports = new ArrayList<>();
      for (int j = 0; j < random.nextInt(3); j++) {
        ports.add(new ContainerPort(random.nextInt(3) == 0 ? "" : pick(PORT_NAMES), pick(PROTOCOLS), pick(PORTS),
            OptionalInt.empty(), "", span()));
      }
      containers.add(new Container("c" + i, pick(List.of(ContainerRole.values())), ports));
    }
    return containers;
  }

  private NetworkPolicy policy(String name) {
    List<PolicyRuleSpec> ingress = rules();
    List<PolicyRuleSpec> egress = rules();
    List<PolicyType> types = switch (random.nextInt(5)) {
      case 0 -> List.of();
      case 1 -> List.of(PolicyType.INGRESS);
      case 2 -> List.of(PolicyType.EGRESS);
      case 3 -> List.of(PolicyType.INGRESS, PolicyType.INGRESS);
      default -> List.of(PolicyType.EGRESS, PolicyType.INGRESS);
    };
    boolean in = types.isEmpty() || types.contains(PolicyType.INGRESS);
    boolean out = types.isEmpty() ? !egress.isEmpty() : types.contains(PolicyType.EGRESS);
    return new NetworkPolicy(meta(name, pick(NAMESPACES), new TreeMap<>()), selector(), types, in, out, ingress, egress,
        span());
  }

  private List<PolicyRuleSpec> rules() {
    List<PolicyRuleSpec> rules = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      List<PolicyPeer> peers = new ArrayList<>();
      for (int j = 0; j < random.nextInt(3); j++) {
        peers.add(peer());
      }
      List<PolicyPort> ports = new ArrayList<>();
      for (int j = 0; j < random.nextInt(3); j++) {
        ports.add(port());
      }
      rules.add(new PolicyRuleSpec(peers, ports, i, span()));
    }
    return rules;
  }

  private PolicyPeer peer() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> new PolicyPeer.Pods(Optional.of(selector()), Optional.empty(), span());
      case 2, 3 -> new PolicyPeer.Pods(Optional.empty(), Optional.of(selector()), span());
      case 4 -> new PolicyPeer.Pods(Optional.of(selector()), Optional.of(selector()), span());
      case 5, 6 -> new PolicyPeer.Block(block());
      default -> new PolicyPeer.Invalid(span());
    };
  }

  private IpBlock block() {
    Cidr cidr = cidr(pick(List.of("0.0.0.0/0", "::/0", "10.0.0.0/8", "10.0.0.0/24", "10.0.1.0/24", "10.0.0.2/32",
        "10.0.8.0/24", "fd00::/16", "fd00::/112", "fd00:8::1/128", "192.0.2.0/24")));
    List<Cidr> except = new ArrayList<>();
    for (String text : List.of("10.0.0.0/25", "10.0.1.2/32", "10.0.8.1/32", "fd00::1:0/112", "fd00::/64",
        "192.0.2.128/25")) {
      Cidr candidate = cidr(text);
      if (cidr.contains(candidate) && !cidr.equals(candidate) && random.nextInt(4) == 0) {
        except.add(candidate);
      }
    }
    return new IpBlock(cidr, except, span());
  }

  private PolicyPort port() {
    Protocol protocol = pick(PROTOCOLS);
    return switch (random.nextInt(6)) {
      case 0 -> new PolicyPort.Any(protocol, span());
      case 1, 2 -> new PolicyPort.Named(protocol, pick(PORT_NAMES), span());
      case 3 -> new PolicyPort.Range(protocol, 80, pick(List.of(81, 8080, 65535)), span());
      case 4 -> {
        int number = pick(PORTS);
        yield new PolicyPort.Range(protocol, number, number, span());
      }
      default -> new PolicyPort.Invalid(span());
    };
  }

  private LabelSelector selector() {
    List<Requirement> requirements = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      Operator operator = pick(List.of(Operator.IN, Operator.IN, Operator.NOT_IN, Operator.EXISTS,
          Operator.DOES_NOT_EXIST, Operator.INVALID));
      String key = pick(KEYS);
      List<String> pool = key.equals(NamespaceLabels.NAME) ? List.of("x", "y", "nowhere") : VALUES;
      List<String> values = switch (operator) {
        case IN, NOT_IN -> random.nextBoolean() ? List.of(pick(pool)) : List.of(pick(pool), pick(pool));
        case EXISTS, DOES_NOT_EXIST, INVALID -> List.of();
      };
      requirements.add(new Requirement(key, operator, values, span()));
    }
    return new LabelSelector(requirements, span());
  }

  private SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    for (String key : KEYS) {
      if (random.nextInt(3) > 0) {
        labels.put(key, pick(VALUES));
      }
    }
    return labels;
  }

  private ObjectMeta meta(String name, String namespace, SortedMap<String, String> labels) {
    return new ObjectMeta(name, namespace, true, labels, true, new TreeMap<>(), List.of(), span());
  }

  private Span span() {
    return new Span("cluster.yaml", ++lines, 1);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }

  private static Cidr cidr(String text) {
    return Cidr.parse(text).orElseThrow();
  }
}
