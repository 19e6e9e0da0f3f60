package dev.canreach.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Kubernetes manifests of the shape of {@link SyntheticNetworks}, one object in a file: Deployments in namespaces of 20,
 * and policies. The same numbers give the same bytes.
 */
final class SyntheticManifests {
  private static final int NAMESPACE_SIZE = 20;
  private static final List<String> LAYERS = List.of("web", "api", "jobs", "data");
  private static final List<Integer> PORTS = List.of(53, 80, 443, 5432);

  private final Random random = new Random(1);
  private final Map<String, String> files = new TreeMap<>();

  private SyntheticManifests() {}

  /** The manifests by file name. */
  static Map<String, String> of(int workloads, int policies) {
    SyntheticManifests manifests = new SyntheticManifests();
    int namespaces = (workloads + NAMESPACE_SIZE - 1) / NAMESPACE_SIZE;
    for (int namespace = 0; namespace < namespaces; namespace++) {
      manifests.addNamespace(namespace);
    }
    for (int workload = 0; workload < workloads; workload++) {
      manifests.addWorkload(workload);
    }
    for (int policy = 0; policy < policies; policy++) {
      manifests.addPolicy(policy, manifests.random.nextInt(namespaces));
    }
    return manifests.files;
  }

  /**
   * Writes manifests into a folder.
   *
   * @param args the folder, the number of workloads and the number of policies
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : of(Integer.parseInt(args[1]), Integer.parseInt(args[2])).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
    }
  }

  private void addNamespace(int namespace) {
    files.put("namespace-" + namespace + ".yaml", """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: ns%d
          labels:
            team: team%d
        """.formatted(namespace, namespace % 10));
  }

  private void addWorkload(int workload) {
    files.put("workload-" + workload + ".yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: w%1$d
          namespace: ns%2$d
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: app%3$d
          template:
            metadata:
              labels:
                app: app%3$d
                layer: %4$s
            spec:
              containers:
              - name: main
                image: registry.example/app%3$d:1.0
                ports:
                - name: http
                  containerPort: 8080
        """.formatted(workload, workload / NAMESPACE_SIZE, workload % NAMESPACE_SIZE,
        LAYERS.get(workload % LAYERS.size())));
  }

  private void addPolicy(int policy, int namespace) {
    boolean ingress = random.nextInt(10) < 7;
    StringBuilder text = new StringBuilder("""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: p%d
          namespace: ns%d
        spec:
          podSelector:%s
          policyTypes:
          - %s
          %s:
        """.formatted(policy, namespace, selected(), ingress ? "Ingress" : "Egress", ingress ? "ingress" : "egress"));
    for (int rule = 1 + random.nextInt(3); rule > 0; rule--) {
      text.append(ingress ? "  - from:\n" : "  - to:\n");
      for (int peer = 1 + random.nextInt(2); peer > 0; peer--) {
        text.append(peer());
      }
      text.append("    ports:\n");
      for (int port = 1 + random.nextInt(2); port > 0; port--) {
        text.append(port());
      }
    }
    files.put("policy-" + policy + ".yaml", text.toString());
  }

  private String selected() {
    return switch (random.nextInt(10)) {
      case 0 -> " {}";
      case 1, 2 -> "\n    matchLabels:\n      layer: " + layer();
      default -> "\n    matchLabels:\n      app: app" + random.nextInt(NAMESPACE_SIZE);
    };
  }

  private String peer() {
    int team = random.nextInt(10);
    return switch (random.nextInt(6)) {
      case 0 -> "    - namespaceSelector:\n        matchLabels:\n          team: team" + team + "\n";
      case 1 -> "    - namespaceSelector:\n        matchLabels:\n          team: team" + team
          + "\n      podSelector:\n        matchLabels:\n          layer: " + layer() + "\n";
      case 2 -> {
        int block = random.nextInt(40);
        yield "    - ipBlock:\n        cidr: 10." + block + ".0.0/16\n        except:\n        - 10." + block + "."
            + random.nextInt(4) + ".0/24\n";
      }
      case 3 -> "    - podSelector:\n        matchLabels:\n          layer: " + layer() + "\n";
      default -> "    - podSelector:\n        matchLabels:\n          app: app" + random.nextInt(NAMESPACE_SIZE) + "\n";
    };
  }

  private String port() {
    int first = random.nextInt(3) == 0 ? 8000 + random.nextInt(50) : PORTS.get(random.nextInt(PORTS.size()));
    String range = random.nextInt(8) == 0 ? "\n      endPort: " + (first + random.nextInt(1000)) : "";
    return "    - protocol: " + (random.nextInt(6) == 0 ? "UDP" : "TCP") + "\n      port: " + first + range + "\n";
  }

  private String layer() {
    return LAYERS.get(random.nextInt(LAYERS.size()));
  }
}
