package dev.canreach.lower.calico;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A small random cluster with policies of Calico, as facts and as manifests. */
final class SmallWorld {
  static final List<String> OUTSIDE = List.of("203.0.113.1", "203.0.113.200");
  private static final String[] VALUES = {"x", "y", "xy"};

  final List<Ns> namespaces = new ArrayList<>();
  final List<Pod> pods = new ArrayList<>();
  final List<Tier> tiers = new ArrayList<>();
  final List<Policy> policies = new ArrayList<>();
  final Map<String, String> setLabels = new TreeMap<>();
  private final Random random;

  record Ns(String name, Map<String, String> labels) {}

  record Pod(String namespace, String name, String address, Map<String, String> labels) {}

  record Tier(String name, int order, boolean passes) {}

  /** A selector as text and as what it means. */
  record Sel(String text, Predicate<Map<String, String>> test) {}

  record Side(Optional<Sel> selector, Optional<Sel> notSelector, Optional<Sel> namespaces, Optional<String> net,
      Optional<String> notNet, int firstPort, int lastPort) {}

  record Rule(String action, Optional<String> protocol, Side source, Side destination) {}

  record Policy(String name, Optional<String> namespace, String tier, Optional<Integer> order, Sel selector,
      Optional<Sel> namespaces, boolean ingressType, boolean egressType, List<Rule> ingress, List<Rule> egress) {
    String kind() {
      return namespace.isPresent() ? "NetworkPolicy" : "GlobalNetworkPolicy";
    }
  }

  SmallWorld(long seed) {
    random = new Random(seed);
    namespaces.add(new Ns("a", labels()));
    namespaces.add(new Ns("b", labels()));
    for (int i = 1; i <= 4; i++) {
      pods.add(new Pod(i % 2 == 0 ? "a" : "b", "p" + i, "10.0." + (i % 2) + "." + i, labels()));
    }
    setLabels.putAll(labels());
    tiers.add(new Tier("one", 1 + random.nextInt(2), random.nextBoolean()));
    tiers.add(new Tier("two", 1 + random.nextInt(2), random.nextBoolean()));
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      policies.add(policy(i));
    }
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    for (String key : List.of("k", "l")) {
      if (random.nextInt(3) > 0) {
        labels.put(key, VALUES[random.nextInt(VALUES.length)]);
      }
    }
    return labels;
  }

  private Policy policy(int number) {
    Optional<String> namespace = random.nextBoolean()
        ? Optional.of(random.nextBoolean() ? "a" : "b")
        : Optional.empty();
    String tier = List.of("default", "one", "two").get(random.nextInt(3));
    return new Policy(tier + ".p" + random.nextInt(3) + number, namespace, tier,
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextInt(3)), selector(0),
        namespace.isEmpty() && random.nextInt(3) == 0 ? Optional.of(selector(0)) : Optional.empty(),
        random.nextInt(4) > 0, random.nextBoolean(), rules(), rules());
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Optional<String> protocol = random.nextInt(4) == 0
          ? Optional.empty()
          : Optional.of(random.nextBoolean() ? "TCP" : "UDP");
      rules.add(new Rule(List.of("Allow", "Deny", "Pass", "Log").get(random.nextInt(4)), protocol, side(false),
          side(protocol.isPresent())));
    }
    return rules;
  }

  private Side side(boolean ports) {
    int first = ports && random.nextBoolean() ? 79 + random.nextInt(3) : 0;
    return new Side(one(3), one(5), one(5), net(5), net(6), first, first == 0 ? 0 : first + random.nextInt(2));
  }

  private Optional<Sel> one(int in) {
    return random.nextInt(in) == 0 ? Optional.of(selector(0)) : Optional.empty();
  }

  private Optional<String> net(int in) {
    return random.nextInt(in) == 0
        ? Optional.of(List.of("10.0.0.0/24", "10.0.1.0/24", "203.0.113.0/25").get(random.nextInt(3)))
        : Optional.empty();
  }

  private Sel selector(int depth) {
    String key = random.nextBoolean() ? "k" : "l";
    String value = VALUES[random.nextInt(VALUES.length)];
    return switch (random.nextInt(depth > 1 ? 5 : 8)) {
      case 0 -> new Sel("has(" + key + ")", map -> map.containsKey(key));
      case 1 -> new Sel(key + " == '" + value + "'", map -> value.equals(map.get(key)));
      case 2 -> new Sel(key + " != '" + value + "'", map -> !value.equals(map.get(key)));
      case 3 -> new Sel(key + " contains '" + value + "'", map -> map.containsKey(key) && map.get(key).contains(value));
      case 4 -> new Sel(key + " not in {'" + value + "', 'z'}", map -> !value.equals(map.get(key)));
      case 5 -> {
        Sel inner = selector(depth + 1);
        yield new Sel("!(" + inner.text + ")", inner.test.negate());
      }
      case 6 -> {
        Sel left = selector(depth + 1);
        Sel right = selector(depth + 1);
        yield new Sel("(" + left.text + " || " + right.text + ")", left.test.or(right.test));
      }
      default -> {
        Sel left = selector(depth + 1);
        Sel right = selector(depth + 1);
        yield new Sel(left.text + " && " + right.text, left.test.and(right.test));
      }
    };
  }

  /** The manifests. */
  String yaml() {
    List<String> documents = new ArrayList<>();
    namespaces.forEach(ns -> documents
        .add("{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: %s}}".formatted(ns.name, map(ns.labels))));
    namespaces.forEach(ns -> documents
        .add("{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: %s}}".formatted(ns.name)));
    pods.forEach(pod -> documents.add(("{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: %s, labels: %s}, "
        + "spec: {containers: [{name: c, image: app}]}, status: {podIP: %s, podIPs: [{ip: %s}]}}")
        .formatted(pod.name, pod.namespace, map(pod.labels), pod.address, pod.address)));
    documents.add("{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: s, labels: %s}, "
        .formatted(map(setLabels)) + "spec: {nets: [203.0.113.0/25]}}");
    tiers.forEach(tier -> documents.add(
        "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: %s}, spec: {order: %d, defaultAction: %s}}"
            .formatted(tier.name, tier.order, tier.passes ? "Pass" : "Deny")));
    policies.forEach(policy -> documents.add(yaml(policy)));
    return String.join("\n---\n", documents);
  }

  private static String yaml(Policy policy) {
    List<String> spec = new ArrayList<>(List.of("tier: " + policy.tier, "selector: " + quoted(policy.selector.text)));
    policy.order.ifPresent(order -> spec.add("order: " + order));
    policy.namespaces.ifPresent(sel -> spec.add("namespaceSelector: " + quoted(sel.text)));
    List<String> types = new ArrayList<>();
    if (policy.ingressType || !policy.egressType) {
      types.add("Ingress");
    }
    if (policy.egressType) {
      types.add("Egress");
    }
    spec.add("types: " + types);
    spec.add("ingress: [" + policy.ingress.stream().map(SmallWorld::yaml).collect(Collectors.joining(", ")) + "]");
    spec.add("egress: [" + policy.egress.stream().map(SmallWorld::yaml).collect(Collectors.joining(", ")) + "]");
    return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {name: %s%s}, spec: {%s}}".formatted(policy.kind(),
        policy.name, policy.namespace.map(ns -> ", namespace: " + ns).orElse(""), String.join(", ", spec));
  }

  private static String yaml(Rule rule) {
    List<String> parts = new ArrayList<>(List.of("action: " + rule.action));
    rule.protocol.ifPresent(protocol -> parts.add("protocol: " + protocol));
    parts.add("source: {" + yaml(rule.source) + "}");
    parts.add("destination: {" + yaml(rule.destination) + "}");
    return "{" + String.join(", ", parts) + "}";
  }

  private static String yaml(Side side) {
    List<String> parts = new ArrayList<>();
    side.selector.ifPresent(sel -> parts.add("selector: " + quoted(sel.text)));
    side.notSelector.ifPresent(sel -> parts.add("notSelector: " + quoted(sel.text)));
    side.namespaces.ifPresent(sel -> parts.add("namespaceSelector: " + quoted(sel.text)));
    side.net.ifPresent(net -> parts.add("nets: [" + net + "]"));
    side.notNet.ifPresent(net -> parts.add("notNets: [" + net + "]"));
    if (side.firstPort > 0) {
      parts.add("ports: ['" + side.firstPort + ":" + side.lastPort + "']");
    }
    return String.join(", ", parts);
  }

  private static String map(Map<String, String> labels) {
    return labels.entrySet()
        .stream()
        .map(entry -> entry.getKey() + ": '" + entry.getValue() + "'")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
