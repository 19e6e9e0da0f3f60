package dev.canreach.lower.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.Valuation;
import dev.canreach.resource.ReadManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Lowering and evaluator agree with Cilium's algorithm, read literally over the rules as written (CILIUM/2.5 to 2.7). */
class CiliumAgreementTest {
  private static final List<String> NAMESPACES = List.of("x", "y");
  private static final List<String> APPS = List.of("a", "b");
  private static final List<Integer> PORTS = List.of(79, 80, 85, 90, 91);
  private static final Address OUTSIDE = Address.parse("198.51.100.7").orElseThrow();

  /** The ways to write peers, and for each whether it means an end: its namespace and app, empty for the world. */
  private enum Peers {
    ABSENT("", "any"), EMPTY("%sEndpoints: []", "none"), ALL_HERE("%sEndpoints: [{}]", "here"),
    APP_A("%sEndpoints: [{matchLabels: {app: a}}]", "here a"), NAMESPACE_Y(
        "%sEndpoints: [{matchLabels: {\"k8s:io.kubernetes.pod.namespace\": \"y\"}}]", "y"),
    WORLD("%sEntities: [world]", "world"), CLUSTER("%sEntities: [cluster]", "cluster"), BLOCK(
        "%sCIDR: [198.51.100.0/24, 10.0.0.0/8]", "world");

    private final String text;
    private final String meaning;

    Peers(String text, String meaning) {
      this.text = text;
      this.meaning = meaning;
    }

    boolean holds(Party party, String policyNamespace, boolean ports) {
      return switch (meaning) {
        case "any" -> ports;
        case "none" -> false;
        case "here" -> party.pod() && (policyNamespace.isEmpty() || party.namespace().equals(policyNamespace));
        case "here a" -> party.app().equals("a")
            && (policyNamespace.isEmpty() || party.namespace().equals(policyNamespace));
        case "y" -> party.namespace().equals("y");
        case "world" -> !party.pod();
        default -> party.pod();
      };
    }
  }

  /** The ways to write ports. */
  private enum Ports {
    ABSENT(""), NOTHING("toPorts: [{}]"), ONE("toPorts: [{ports: [{port: \"80\", protocol: TCP}]}]"), RANGE(
        "toPorts: [{ports: [{port: \"80\", endPort: 90}]}]"),
    EVERY("toPorts: [{ports: [{port: \"0\"}]}]"), PING(
        "icmps: [{fields: [{type: 8}]}]");

    private final String text;

    Ports(String text) {
      this.text = text;
    }

    boolean holds(Packet packet) {
      boolean transport = packet.protocol().hasPorts();
      int port = packet.destinationPort();
      return switch (this) {
        case ABSENT -> true;
        case NOTHING -> false;
        case ONE -> packet.protocol().equals(Protocol.TCP) && port == 80;
        case RANGE -> transport && port >= 80 && port <= 90;
        case EVERY -> transport;
        case PING -> packet.protocol().equals(Protocol.ICMP) && packet.icmpType() == 8;
      };
    }
  }

  private record Party(String namespace, String app) {
    boolean pod() {
      return !namespace.isEmpty();
    }
  }

  private record Entry(boolean ingress, boolean deny, Peers peers, Ports ports) {}

  private record Policy(String namespace, String app, boolean defaultDeny, List<Entry> entries) {}

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void agreesWithTheAlgorithm(@ForAll long seed) {
    Random random = new Random(seed);
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      policies.add(policy(random));
    }
    String text = text(policies);
    ReadManifest read = ReadManifest.of(text);
    assertThat(read.errors()).as(text).isEqualTo("-");
    Network network = Lowerings.lower(read.inventory(), Assumptions.parse(List.of("cni=cilium")).assumptions(),
        List.of());
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    for (int i = 0; i < 20; i++) {
      Party source = party(random);
      Party destination = party(random);
      if (source.equals(destination)) {
        continue;
      }
      Packet packet = packet(network, source, destination, random);
      boolean expected = permits(policies, source, destination, packet, false)
          && permits(policies, destination, source, packet, true);
      assertThat(evaluator.decide(network.direct(), packet).allowed())
          .as("%s to %s: %s%n%s", source, destination, packet, text)
          .isEqualTo(expected);
    }
  }

  /** The algorithm of CILIUM/2.7: deny wins, then allow, then what the governing rules say about the rest. */
  private static boolean permits(List<Policy> policies, Party subject, Party peer, Packet packet, boolean ingress) {
    boolean allowed = false;
    boolean defaultDeny = false;
    for (Policy policy : policies) {
      boolean governs = subject.pod()
          && (policy.namespace().isEmpty() || policy.namespace().equals(subject.namespace()))
          && (policy.app().isEmpty() || policy.app().equals(subject.app()));
      for (Entry entry : policy.entries()) {
        if (!governs || entry.ingress() != ingress) {
          continue;
        }
        defaultDeny |= policy.defaultDeny();
        boolean matches = entry.peers().holds(peer, policy.namespace(), entry.ports() != Ports.ABSENT)
            && entry.ports().holds(packet);
        if (matches && entry.deny()) {
          return false;
        }
        allowed |= matches;
      }
    }
    return allowed || !defaultDeny;
  }

  private static Policy policy(Random random) {
    String namespace = random.nextInt(3) == 0 ? "" : NAMESPACES.get(random.nextInt(2));
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      entries.add(new Entry(random.nextBoolean(), random.nextInt(4) == 0,
          Peers.values()[random.nextInt(Peers.values().length)],
          Ports.values()[random.nextInt(Ports.values().length)]));
    }
    return new Policy(namespace, random.nextBoolean() ? "" : APPS.get(random.nextInt(2)), random.nextInt(3) > 0,
        entries);
  }

  private static Party party(Random random) {
    return random.nextInt(5) == 0
        ? new Party("", "")
        : new Party(NAMESPACES.get(random.nextInt(2)), APPS.get(random.nextInt(2)));
  }

  private static Packet packet(Network network, Party source, Party destination, Random random) {
    boolean ping = random.nextInt(4) == 0;
    Protocol protocol = ping ? Protocol.ICMP : random.nextInt(3) == 0 ? Protocol.UDP : Protocol.TCP;
    int port = ping ? 0 : PORTS.get(random.nextInt(PORTS.size()));
    return new Packet(IpFamily.IPV4, protocol, end(network, source), end(network, destination), ping ? 0 : 40_000, port,
        ping ? 8 + random.nextInt(2) : 0, 0, false, Request.NONE);
  }

  private static End end(Network network, Party party) {
    Endpoint endpoint = network
        .endpoint(party.pod() ? "pod/" + party.namespace() + "/" + party.app() : Lowerings.OUTSIDE)
        .orElseThrow();
    return new End(endpoint.index(), party.pod() ? endpoint.address(IpFamily.IPV4) : Optional.of(OUTSIDE),
        new TreeMap<>());
  }

  private static String text(List<Policy> policies) {
    StringBuilder text = new StringBuilder();
    int address = 1;
    for (String namespace : NAMESPACES) {
      for (String app : APPS) {
        text.append("""
            {apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: "%s", labels: {app: %s}},
             spec: {containers: [{name: c, image: i}]}, status: {podIP: 10.0.0.%d}}
            ---
            """.formatted(app, namespace, app, address++));
      }
    }
    for (int i = 0; i < policies.size(); i++) {
      Policy policy = policies.get(i);
      boolean everywhere = policy.namespace().isEmpty();
      text.append("apiVersion: cilium.io/v2\nkind: ")
          .append(everywhere ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy")
          .append("\nmetadata: {name: p" + i + (everywhere ? "" : ", namespace: \"" + policy.namespace() + "\"")
              + "}\nspec:\n")
          .append("  endpointSelector: {" + (policy.app().isEmpty() ? "" : "matchLabels: {app: " + policy.app() + "}")
              + "}\n")
          .append(policy.defaultDeny() ? "" : "  enableDefaultDeny: {ingress: false, egress: false}\n");
      for (boolean ingress : List.of(true, false)) {
        for (boolean deny : List.of(false, true)) {
          List<Entry> entries = policy.entries()
              .stream()
              .filter(entry -> entry.ingress() == ingress && entry.deny() == deny)
              .toList();
          if (!entries.isEmpty()) {
            text.append("  " + (ingress ? "ingress" : "egress") + (deny ? "Deny" : "") + ":\n");
            entries.forEach(entry -> text.append("  - {" + String.join(", ", parts(entry)) + "}\n"));
          }
        }
      }
      text.append("---\n");
    }
    return text.toString();
  }

  private static List<String> parts(Entry entry) {
    List<String> parts = new ArrayList<>();
    if (!entry.peers().text.isEmpty()) {
      parts.add(entry.peers().text.formatted(entry.ingress() ? "from" : "to"));
    }
    if (!entry.ports().text.isEmpty()) {
      parts.add(entry.ports().text);
    }
    return parts;
  }
}
