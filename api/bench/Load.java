import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A steady load on a service of this machine: `java api/bench/Load.java http://127.0.0.1:PORT RATE SECONDS [OBJECTS]`.
 * Nine of ten requests are questions, hardly one of them twice, the tenth checks; latencies count from when a request was due.
 */
public class Load {
  private static final Pattern ID = Pattern.compile("\"snapshot\": \"([0-9a-f]{64})\"");
  private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)$");

  private record Sample(String kind, int status, long nanoseconds) {}

  public static void main(String[] args) throws Exception {
    String url = args[0];
    if (!URI.create(url).getHost().matches("127\\..*|localhost")) {
      throw new IllegalArgumentException("only services of this machine are put under load");
    }
    int rate = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int objects = args.length > 3 ? Integer.parseInt(args[3]) : 500;
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> posted = post(client, url + "/v1/snapshots", "application/yaml", manifests(objects));
      Matcher id = ID.matcher(posted.body());
      if (!id.find()) {
        throw new IllegalStateException(posted.body());
      }
      String snapshot = id.group(1);
      run(client, url, snapshot, objects, rate, Math.min(10, seconds)); // warm up
      double before = heap(client, url);
      List<Sample> samples = run(client, url, snapshot, objects, rate, seconds);
      double after = heap(client, url);
      report(samples, seconds);
      System.out.printf("heap used before %.0f MiB, after %.0f MiB%n", before / (1 << 20), after / (1 << 20));
    }
  }

  private static List<Sample> run(HttpClient client, String url, String snapshot, int objects, int rate, int seconds)
      throws InterruptedException {
    int total = rate * seconds;
    List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(total);
    long start = System.nanoTime();
    int workloads = objects / 2;
    for (int number = 0; number < total; number++) {
      long due = start + number * 1_000_000_000L / rate;
      long wait = due - System.nanoTime();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      boolean check = number % 10 == 9;
      String varied = "\", \"varied\": " + number % 997 + ", \"protocol\": \"TCP\", \"port\": ";
      String body = check
          ? "{\"snapshot\": \"" + snapshot + "\"}"
          : "{\"snapshot\": \"" + snapshot + "\", \"from\": \"n" + number % 10 + "/w" + number % 10 + "-" + number * 7 % (workloads / 10)
              + "\", \"to\": \"n" + number % 3 + "/w" + number % 3 + "-" + number * 13 % (workloads / 10)
              + varied + (number % 2 == 0 ? 8080 : 5432) + "}";
      Thread.ofVirtual().start(() -> {
        int status = 0;
        try {
          status = post(client, url + (check ? "/v1/check" : "/v1/query"), "application/json", body).statusCode();
        } catch (Exception e) {
          status = -1;
        }
        samples.add(new Sample(check ? "check" : "query", status, System.nanoTime() - due));
        done.countDown();
      });
    }
    done.await(60, TimeUnit.SECONDS);
    return List.copyOf(samples);
  }

  private static void report(List<Sample> samples, int seconds) {
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    samples.forEach(each -> statuses.computeIfAbsent(each.status(), key -> new AtomicInteger()).incrementAndGet());
    System.out.println("requests " + samples.size() + " in " + seconds + " s, statuses " + new TreeMap<>(statuses));
    for (String kind : List.of("query", "check", "all")) {
      long[] times = samples.stream()
          .filter(each -> each.status() == 200 && (kind.equals("all") || each.kind().equals(kind)))
          .mapToLong(Sample::nanoseconds)
          .sorted()
          .toArray();
      if (times.length > 0) {
        System.out.printf("%s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n", kind, times[times.length / 2] / 1e6,
            times[(int) (times.length * 0.99)] / 1e6, times[times.length - 1] / 1e6);
      }
    }
  }

  private static double heap(HttpClient client, String url) throws Exception {
    HttpResponse<String> metrics = client.send(HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
        HttpResponse.BodyHandlers.ofString());
    return HEAP.matcher(metrics.body()).results().mapToDouble(match -> Double.parseDouble(match.group(1))).sum();
  }

  private static HttpResponse<String> post(HttpClient client, String url, String type, String body) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Half Deployments, half policies, in ten namespaces. */
  private static String manifests(int objects) {
    StringBuilder all = new StringBuilder();
    for (int number = 0; number < objects / 2; number++) {
      int namespace = number % 10;
      String name = "w" + namespace + "-" + number / 10;
      all.append("""
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: %1$s, namespace: n%2$d}
          spec:
            selector: {matchLabels: {app: %1$s}}
            template:
              metadata: {labels: {app: %1$s, layer: l%3$d}}
              spec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: %1$s, namespace: n%2$d}
          spec:
            podSelector: {matchLabels: {app: %1$s}}
            policyTypes: [Ingress]
            ingress:
            - from: [{namespaceSelector: {}, podSelector: {matchLabels: {layer: l%4$d}}}]
              ports: [{protocol: TCP, port: 8080}]
          """.formatted(name, namespace, number % 4, (number + 1) % 4));
    }
    return all.toString();
  }
}
