package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lint.Finding;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a change introduces is the same whether all rules look at everything or only at what the change concerns. */
class CheckSinceTest {
  private static final int NAMESPACES = 3;
  private static final int APPS = 3;

  @Property(tries = 150)
  void findsAllThatTheChangeIntroduces(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> cluster = cluster(random);
    Snapshot before = load(cluster);
    Snapshot change = load(Map.of("request", changed(cluster, random)));
    Snapshot after = random.nextInt(4) == 0 ? before.without(change) : before.replacing(change);
    try (Session first = before.open(); Session second = after.open()) {
      Set<String> known = fingerprints(first.check());
      Set<String> all = fingerprints(second.check());
      Set<String> some = fingerprints(second.checkSince(before));
      Set<String> introduced = new TreeSet<>(all);
      introduced.removeAll(known);
      assertThat(all).containsAll(some);
      assertThat(some).containsAll(introduced);
    }
  }

  /** K8S/W-01: an object that says the same elsewhere leaves the snapshot as it is; one that says anything else does not. */
  @Test
  void w01WhatNobodyReadsIsNoChange() {
    String known = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a, namespace: shop}
        spec:
          replicas: 2
          selector: {matchLabels: {app: a}}
          template:
            metadata: {labels: {app: a}}
            spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
        """;
    Snapshot before = load(Map.of("deployment", known));

    assertThat(before.replacing(load(Map.of("request", known.replace("image: i", "image: longer"))))).isSameAs(before);
    assertThat(before.replacing(load(Map.of("request", known.replace("replicas: 2", "replicas: 5"))))).isSameAs(before);
    assertThat(before.replacing(load(Map.of("request", "# moved\n" + known)))).isSameAs(before);
    assertThat(before.replacing(load(Map.of("request", known.replace("replicas: 2", "replicas: 1")))))
        .isNotSameAs(before);
    assertThat(before.replacing(load(Map.of("request", known.replace("8080", "8081"))))).isNotSameAs(before);
    assertThat(before.replacing(load(Map.of("request", known.replace("name: a,", "name: b,"))))).isNotSameAs(before);
    assertThat(before.replacing(load(Map.of("request", known.replace("image: i", "imagee: i"))))).isNotSameAs(before);
    assertThat(before.without(load(Map.of("request", known)))).isNotSameAs(before);
  }

  private static Set<String> fingerprints(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.rule() + " " + finding.fingerprint() + " " + finding.message())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Snapshot load(Map<String, String> texts) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    texts.forEach((name, text) -> bytes.put(name + ".yaml", text.getBytes(UTF_8)));
    Diagnostics diagnostics = new Diagnostics();
    SourceSet sources = new SourceReader().read(bytes, diagnostics);
    return Canreach.load(sources, diagnostics, LoadOptions.DEFAULT);
  }

  /** Another object, or one of the cluster, perhaps with other words that may or may not matter. */
  private static String changed(Map<String, String> cluster, Random random) {
    if (random.nextInt(3) > 0) {
      return object(random);
    }
    String known = cluster.getOrDefault("object-" + random.nextInt(cluster.size()), object(random));
    return switch (random.nextInt(6)) {
      case 0 -> known;
      case 1 -> known.replace("image: i", "image: j");
      case 2 -> known.replace("replicas: 2", "replicas: " + random.nextInt(5));
      case 3 -> known.replace("metadata: {", "metadata: {annotations: {kubectl.kubernetes.io/restartedAt: today}, ");
      case 4 -> known.replace("labels: {", "labels: {release: \"2\", ");
      default -> known.replace("tier: t0", "tier: t1");
    };
  }

  private static Map<String, String> cluster(Random random) {
    Map<String, String> texts = new LinkedHashMap<>();
    int count = 4 + random.nextInt(14);
    for (int number = 0; number < count; number++) {
      texts.put("object-" + number, object(random));
    }
    return texts;
  }

  private static String object(Random random) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> policy(random);
      case 5, 6 -> workload(random);
      case 7 -> pod(random);
      case 8, 9 -> service(random);
      case 10 -> """
          apiVersion: v1
          kind: Namespace
          metadata: {name: %s, labels: {team: t%d}}
          """.formatted(namespace(random), random.nextInt(2));
      default -> global(random);
    };
  }

  private static String namespace(Random random) {
    return random.nextInt(8) == 0 ? "kube-system" : "n" + random.nextInt(NAMESPACES);
  }

  private static String labels(Random random) {
    return random.nextInt(5) == 0
        ? "{k8s-app: kube-dns}"
        : "{app: a%d, tier: t%d}".formatted(random.nextInt(APPS),
            random.nextInt(2));
  }

  private static String selector(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> "{}";
      case 1 -> "{matchLabels: {tier: t%d}}".formatted(random.nextInt(2));
      case 2 -> "{matchExpressions: [{key: app, operator: NotIn, values: [a0]}]}";
      case 3 -> "{matchExpressions: [{key: app, operator: Exists}]}";
      case 4 -> "{matchLabels: {statefulset.kubernetes.io/pod-name: a%d-0}}".formatted(random.nextInt(APPS));
      case 5 -> "{matchLabels: {app: a%d, tier: t%d}}".formatted(random.nextInt(APPS), random.nextInt(2));
      default -> "{matchLabels: {app: a%d}}".formatted(random.nextInt(APPS));
    };
  }

  private static String policy(Random random) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p%d, namespace: %s}
        spec:
          podSelector: %s
          policyTypes: %s
          ingress: %s
          egress: %s
        """.formatted(random.nextInt(4), namespace(random), selector(random),
        List.of("[Ingress]", "[Egress]", "[Ingress, Egress]").get(random.nextInt(3)), rules(random, "from"),
        rules(random, "to"));
  }

  private static String rules(Random random, String peers) {
    List<String> rules = new ArrayList<>();
    for (int number = random.nextInt(3); number > 0; number--) {
      List<String> parts = new ArrayList<>();
      if (random.nextInt(4) > 0) {
        parts.add(peers + ": [" + peer(random) + (random.nextBoolean() ? "" : ", " + peer(random)) + "]");
      }
      if (random.nextInt(3) > 0) {
        parts.add("ports: [{protocol: %s, port: %s}]".formatted(random.nextInt(4) == 0 ? "UDP" : "TCP",
            List.of("80", "8080", "53", "http", "web").get(random.nextInt(5))));
      }
      rules.add("{" + String.join(", ", parts) + "}");
    }
    return "[" + String.join(", ", rules) + "]";
  }

  private static String peer(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: n%d}}}".formatted(
          random.nextInt(NAMESPACES));
      case 1 -> "{namespaceSelector: {matchLabels: {team: t%d}}, podSelector: %s}".formatted(random.nextInt(2),
          selector(random));
      case 2 -> "{ipBlock: {cidr: %s}}".formatted(random.nextBoolean() ? "0.0.0.0/0" : "10.0.0.0/8");
      case 3 -> "{namespaceSelector: {}, podSelector: %s}".formatted(selector(random));
      default -> "{podSelector: %s}".formatted(selector(random));
    };
  }

  private static String workload(Random random) {
    int app = random.nextInt(APPS);
    String kind = List.of("Deployment", "StatefulSet", "DaemonSet").get(random.nextInt(3));
    return """
        apiVersion: apps/v1
        kind: %s
        metadata: {name: a%d, namespace: %s}
        spec:
          %s
          selector: {matchLabels: {app: a%d}}
          template:
            metadata: {labels: {app: a%d, tier: t%d}}
            spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: %d}]}]}
        """.formatted(kind, app, namespace(random), kind.equals("DaemonSet") ? "minReadySeconds: 0" : "replicas: 2",
        app, app, random.nextInt(2), random.nextBoolean() ? 8080 : 9090);
  }

  private static String pod(Random random) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: pod%d, namespace: %s, labels: %s}
        spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
        """.formatted(random.nextInt(4), namespace(random), labels(random));
  }

  private static String service(Random random) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: s%d, namespace: %s}
        spec:
          type: %s
          selector: %s
          ports: [{name: web, port: 80, targetPort: %s}]
        """.formatted(random.nextInt(3), namespace(random), random.nextInt(4) == 0 ? "LoadBalancer" : "ClusterIP",
        labels(random), List.of("8080", "http", "9090").get(random.nextInt(3)));
  }

  /** What governs pods of every namespace, or is known to nobody. */
  private static String global(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> """
          apiVersion: projectcalico.org/v3
          kind: GlobalNetworkPolicy
          metadata: {name: g%d}
          spec:
            order: %d
            selector: app == 'a%d'
            types: [Egress]
            egress: [{action: Allow, protocol: TCP, destination: {ports: [8080]}}]
          """.formatted(random.nextInt(2), random.nextInt(2000), random.nextInt(APPS));
      case 1 -> """
          apiVersion: cilium.io/v2
          kind: CiliumClusterwideNetworkPolicy
          metadata: {name: c%d}
          spec:
            endpointSelector: {matchLabels: {app: a%d}}
            egress: [{toEndpoints: [{}]}]
          """.formatted(random.nextInt(2), random.nextInt(APPS));
      case 2 -> """
          apiVersion: policy.networking.k8s.io/v1alpha1
          kind: AdminNetworkPolicy
          metadata: {name: adm%d}
          spec:
            priority: %d
            subject: {namespaces: {matchLabels: {team: t0}}}
            egress: [{name: e, action: %s, to: [{namespaces: {}}]}]
          """.formatted(random.nextInt(2), random.nextInt(3), random.nextBoolean() ? "Deny" : "Allow");
      default -> """
          apiVersion: example.com/v1
          kind: Thing
          metadata: {name: t, namespace: %s}
          """.formatted(namespace(random));
    };
  }
}
