import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Changes at a steady rate, as an API server sends them: of workloads, policies, Services and namespaces.
 * `java api/bench/AdmissionLoad.java manifests OBJECTS FILE` writes a cluster of OBJECTS / 2 workloads and as many policies, with
 * some Services and namespaces;
 * `java api/bench/AdmissionLoad.java URL RATE SECONDS OBJECTS [CERTIFICATE]` asks the webhook at URL, which judges by that
 * cluster and shows a certificate, about changes of its objects. Latencies count from when a request was due.
 */
public class AdmissionLoad {
  private static final Pattern VERDICT = Pattern.compile("\"verdict\": ?\"([a-z]+)\"");

  private static final int NAMESPACES = 10;
  private static final int WORKLOADS_PER_SERVICE = 5;

  private record Sample(String verdict, long nanoseconds) {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("manifests")) {
      StringBuilder all = new StringBuilder();
      for (int number = 0; number < Integer.parseInt(args[1]) / 2; number++) {
        write(workload(number, 0, 2, "i"), all);
        write(policy(number, 0), all);
        if (number % WORKLOADS_PER_SERVICE == 0) {
          write(service(number, 8080), all);
        }
      }
      for (int number = 0; number < NAMESPACES; number++) {
        write(namespace(number, "a"), all);
      }
      Files.writeString(Path.of(args[2]), all);
      return;
    }
    URI url = URI.create(args[0] + "/v1/admission?timeout=5s");
    if (!url.getHost().matches("127\\..*|localhost")) {
      throw new IllegalArgumentException("only services of this machine are put under load");
    }
    int rate = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int workloads = Integer.parseInt(args[3]) / 2;
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (args.length > 4) {
      builder.sslContext(trusting(Path.of(args[4])));
    }
    try (HttpClient client = builder.build()) {
      run(client, url, rate, Math.min(60, seconds), workloads); // warm up
      report(run(client, url, rate, seconds, workloads));
    }
  }

  private static void write(String object, StringBuilder all) {
    all.append("---\n").append(object).append('\n');
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static List<Sample> run(HttpClient client, URI url, int rate, int seconds, int workloads)
      throws InterruptedException {
    int total = rate * seconds;
    List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(total);
    long start = System.nanoTime();
    for (int number = 0; number < total; number++) {
      long due = start + number * 1_000_000_000L / rate;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      String body = review(number, workloads);
      Thread.ofVirtual().start(() -> {
        String verdict;
        try {
          HttpResponse<String> response = client.send(HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(), HttpResponse.BodyHandlers.ofString());
          var matcher = VERDICT.matcher(response.body());
          verdict = matcher.find() ? matcher.group(1) : "status " + response.statusCode();
        } catch (Exception e) {
          verdict = "failed";
        }
        samples.add(new Sample(verdict, System.nanoTime() - due));
        done.countDown();
      });
    }
    done.await(60, TimeUnit.SECONDS);
    return List.copyOf(samples);
  }

  private static void report(List<Sample> samples) {
    Map<String, Integer> verdicts = new TreeMap<>();
    samples.forEach(each -> verdicts.merge(each.verdict(), 1, Integer::sum));
    long[] times = samples.stream().mapToLong(Sample::nanoseconds).sorted().toArray();
    System.out.printf("requests %d, verdicts %s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n", times.length, verdicts,
        times[times.length / 2] / 1e6, times[(int) (times.length * 0.99)] / 1e6, times[times.length - 1] / 1e6);
  }

  /** What changes, in the proportions of a busy cluster: of twenty requests, nine leave a workload's labels as they are. */
  private static String review(int number, int workloads) {
    int which = number * 37 % workloads;
    return switch (number % 20) {
      case 0, 1, 2, 3, 4 -> update("Deployment", which, workload(which, 0, 2, "i"), workload(which, 0, 2, "j" + number));
      case 5, 6 -> update("Deployment", which, workload(which, 0, 2, "i"), workload(which, 0, 3 + number % 4, "i"));
      case 7, 8 -> update("Deployment", which, workload(which, 0, 2, "i"), annotated(which, number));
      case 9 -> change("CREATE", "Deployment", which, "null", workload(which + workloads, 0, 2, "i"));
      case 10, 11 -> update("Deployment", which, workload(which, 0, 2, "i"), workload(which, number % 4, 2, "i"));
      case 12, 13, 14 -> update("NetworkPolicy", which, policy(which, 0), policy(which, number % 7));
      case 15 -> change("CREATE", "NetworkPolicy", which, "null", policy(which + workloads, number % 7));
      case 16 -> change("DELETE", "NetworkPolicy", which, policy(which, 0), "null");
      case 17 -> update("Service", which, service(which, 8080), service(which, 8080 + number % 3));
      case 18 -> change("CREATE", "Service", which, "null", service(which + workloads, 8080));
      default -> update("Namespace", which, namespace(which, "a"), namespace(which, "b" + number % 3));
    };
  }

  private static String update(String kind, int which, String old, String object) {
    return change("UPDATE", kind, which, old, object);
  }

  private static String change(String operation, String kind, int which, String old, String object) {
    return """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "load-%d",
         "kind": {"group": "", "version": "v1", "kind": "%s"}, "operation": "%s", "namespace": "n%d",
         "name": "w%d", "object": %s, "oldObject": %s}}""".formatted(which, kind, operation, which % NAMESPACES, which,
        object, old);
  }

  private static String workload(int number, int layer, int replicas, String image) {
    return workload(number, layer, replicas, image, "");
  }

  private static String annotated(int number, int restart) {
    return workload(number, 0, 2, "i", ", \"annotations\": {\"kubectl.kubernetes.io/restartedAt\": \"%d\"}".formatted(restart));
  }

  private static String workload(int number, int layer, int replicas, String image, String annotations) {
    return """
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "w%1$d", "namespace": "n%2$d"},
         "spec": {"replicas": %4$d, "selector": {"matchLabels": {"app": "w%1$d"}}, "template": {
          "metadata": {"labels": {"app": "w%1$d", "layer": "l%3$d"}%6$s},
          "spec": {"containers": [{"name": "c", "image": "%5$s", "ports": [{"containerPort": 8080}]}]}}}}""".formatted(
        number, number % NAMESPACES, layer, replicas, image, annotations);
  }

  private static String service(int number, int port) {
    return """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "w%1$d", "namespace": "n%2$d"},
         "spec": {"selector": {"app": "w%1$d"}, "ports": [{"port": 80, "targetPort": %3$d}]}}""".formatted(number,
        number % NAMESPACES, port);
  }

  private static String namespace(int number, String team) {
    return """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "n%d", "labels": {"team": "%s"}}}""".formatted(
        number % NAMESPACES, team);
  }

  private static String policy(int number, int port) {
    return """
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
         "metadata": {"name": "w%1$d", "namespace": "n%2$d"},
         "spec": {"podSelector": {"matchLabels": {"app": "w%1$d"}}, "policyTypes": ["Ingress"], "ingress": [{
          "from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "n%3$d"}},
                    "podSelector": {"matchLabels": {"layer": "l0"}}}],
          "ports": [{"protocol": "TCP", "port": %4$d}]}]}}""".formatted(number, number % NAMESPACES,
        (number + 1) % NAMESPACES, 8080 + port);
  }
}
