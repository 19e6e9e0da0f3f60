import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Kills the service again and again while snapshots are written, and looks whether one that was acknowledged is lost or
 * torn: `java api/bench/KillRounds.java ROUNDS [COMMAND...]`, by default with the launcher.
 */
public class KillRounds {
  private static final Pattern PORT = Pattern.compile("listening on http://127\\.0\\.0\\.1:([0-9]+)/");
  private static final Pattern ID = Pattern.compile("\"snapshot\": \"([0-9a-f]{64})\"");
  private static final int WRITERS = 3;

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    List<String> command = args.length > 1 ? List.of(args).subList(1, args.length) : List.of("cli/bin/canreach");
    Path data = Files.createTempDirectory("canreach-kill");
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    Random random = new Random(1);
    int lost = 0;
    for (int round = 0; round < rounds; round++) {
      Process service = start(command, data);
      int port = port(service);
      lost += missing(acknowledged, data);
      List<Thread> writers = Stream.generate(() -> new Thread(() -> write(port, acknowledged))).limit(WRITERS).toList();
      writers.forEach(Thread::start);
      int sofar = acknowledged.size();
      for (int wait = 0; wait < 30_000 && acknowledged.size() == sofar; wait += 10) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(300_000));
      service.destroyForcibly().waitFor();
      for (Thread writer : writers) {
        writer.interrupt();
        writer.join();
      }
    }
    Process last = start(command, data);
    int port = port(last);
    lost += missing(acknowledged, data);
    int unreadable = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String id : acknowledged.stream().skip(Math.max(0, acknowledged.size() - 50)).toList()) {
        unreadable += post(client, port, "/v1/map", "{\"snapshot\": \"" + id + "\"}").statusCode() == 200 ? 0 : 1;
      }
    }
    last.destroy();
    last.waitFor();
    int torn = torn(data);
    System.out.printf("rounds %d, acknowledged %d, lost %d, torn %d, of the last 50 unreadable %d%n", rounds,
        acknowledged.size(), lost, torn, unreadable);
    System.exit(lost + torn + unreadable == 0 ? 0 : 1);
  }

  private static Process start(List<String> command, Path data) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Stream
        .concat(command.stream(), Stream.of("serve", "--listen", "127.0.0.1:0", "--data-dir", data.toString()))
        .toList());
    return builder.redirectErrorStream(true).start();
  }

  private static int port(Process service) throws IOException {
    BufferedReader lines = service.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(each -> {}));
        return Integer.parseInt(port.group(1));
      }
      all.append(line).append('\n');
    }
    throw new IOException("the service did not start: " + all);
  }

  private static void write(int port, Queue<String> acknowledged) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int number = 0; !Thread.interrupted(); number++) {
        String name = "n" + Long.toHexString(System.nanoTime()) + "-" + number;
        String body = "{\"manifests\": [\"" + ("# " + name + " padding".repeat(2000)) + "\\napiVersion: v1\\nkind: Namespace\\n"
            + "metadata:\\n  name: " + name + "\\n\"]}";
        HttpResponse<String> response = post(client, port, "/v1/snapshots", body);
        Matcher id = ID.matcher(response.body());
        if (response.statusCode() == 201 && id.find()) {
          acknowledged.add(id.group(1));
        }
      }
    } catch (IOException | InterruptedException e) {
      return; // the service is gone, which is the point
    }
  }

  private static HttpResponse<String> post(HttpClient client, int port, String path, String body)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int missing(Queue<String> acknowledged, Path data) {
    return (int) acknowledged.stream().filter(id -> !Files.exists(data.resolve("anyone").resolve(id))).count();
  }

  private static int torn(Path data) throws Exception {
    int torn = 0;
    if (!Files.exists(data.resolve("anyone"))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(data.resolve("anyone"))) {
      for (Path file : files.toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        torn += HexFormat.of().formatHex(hash).equals(file.getFileName().toString()) ? 0 : 1;
      }
    }
    return torn;
  }
}
