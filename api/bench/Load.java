import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * A steady load on a service of this machine: `java api/bench/Load.java http://127.0.0.1:PORT RATE SECONDS [OBJECTS [PID]]`.
 * Nine of ten requests are questions, hardly one of them twice, the tenth checks; latencies count from when a request was
 * due. With the id of its process, the heap is measured after a full collection, and its resident memory too.
 */
public class Load {
  private static final Pattern ID = Pattern.compile("\"snapshot\": \"([0-9a-f]{64})\"");
  private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)$");

  private record Sample(String kind, int status, boolean retry, long nanoseconds) {}

  public static void main(String[] args) throws Exception {
    String url = args[0];
    if (!URI.create(url).getHost().matches("127\\..*|localhost")) {
      throw new IllegalArgumentException("only services of this machine are put under load");
    }
    int rate = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int objects = args.length > 3 ? Integer.parseInt(args[3]) : 500;
    String process = args.length > 4 ? args[4] : "";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> posted = post(client, url + "/v1/snapshots", "application/yaml", manifests(objects));
      Matcher id = ID.matcher(posted.body());
      if (!id.find()) {
        throw new IllegalStateException(posted.body());
      }
      String snapshot = id.group(1);
      run(client, url, snapshot, objects, rate, Math.min(30, seconds)); // warm up
      String before = memory(client, url, process);
      List<Sample> samples = run(client, url, snapshot, objects, rate, seconds);
      String after = memory(client, url, process);
      report(samples, seconds);
      System.out.println("memory before: " + before + "; after: " + after);
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
      String body = check
          ? "{\"snapshot\": \"" + snapshot + "\"}"
          : "{\"snapshot\": \"" + snapshot + "\", \"from\": \"" + workload(number * 31 % workloads) + "\", \"to\": \""
              + workload((number * 17 + number / workloads) % workloads) + "\", \"protocol\": \"TCP\", \"port\": "
              + (number % 2 == 0 ? 8080 : 5432) + "}";
      Thread.ofVirtual().start(() -> {
        int status = -1;
        boolean retry = false;
        try {
          HttpResponse<String> response = post(client, url + (check ? "/v1/check" : "/v1/query"), "application/json", body);
          status = response.statusCode();
          retry = response.headers().firstValue("Retry-After").isPresent();
        } catch (Exception e) {
          System.out.println("no answer: " + e);
        }
        samples.add(new Sample(check ? "check" : "query", status, retry, System.nanoTime() - due));
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
    for (String kind : List.of("query", "check")) {
      times(kind, samples.stream().filter(each -> each.status() == 200 && each.kind().equals(kind)).toList());
    }
    times("all that were answered", samples.stream().filter(each -> each.status() == 200).toList());
    List<Sample> refused = samples.stream().filter(each -> each.status() == 503 || each.status() == 429).toList();
    times("refused", refused);
    System.out.println("refused without Retry-After " + refused.stream().filter(each -> !each.retry()).count());
  }

  private static void times(String what, List<Sample> samples) {
    long[] times = samples.stream().mapToLong(Sample::nanoseconds).sorted().toArray();
    if (times.length > 0) {
      System.out.printf("%s: %d, p50 %.1f ms, p99 %.1f ms, most %.1f ms%n", what, times.length, times[times.length / 2] / 1e6,
          times[(int) (times.length * 0.99)] / 1e6, times[times.length - 1] / 1e6);
    }
  }

  /** The heap in use, and what the process has in memory. */
  private static String memory(HttpClient client, String url, String process) throws Exception {
    String resident = "";
    if (!process.isEmpty()) {
      new ProcessBuilder("jcmd", process, "GC.run").redirectErrorStream(true).start().getInputStream().readAllBytes();
      TimeUnit.SECONDS.sleep(3); // the collector gives memory back after it has answered
      resident = Files.readAllLines(Path.of("/proc", process, "status")).stream().filter(line -> line.startsWith("VmRSS")).findFirst()
          .map(line -> ", resident " + Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024 + " MiB").orElse("");
    }
    return "heap %.1f MiB%s".formatted(heap(client, url) / (1 << 20), resident);
  }

  private static String workload(int number) {
    return "n" + number % 10 + "/w" + number % 10 + "-" + number / 10;
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
