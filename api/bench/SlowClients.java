import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Half-open connections to a service of this machine: `java api/bench/SlowClients.java http://127.0.0.1:PORT CONNECTIONS
 * SECONDS`. Half of them send the head of a request byte by byte, half of them the body; meanwhile a good client asks, and
 * its latencies are compared with those before.
 */
public class SlowClients {
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int MOST_SECONDS = 120;
  private static final String HEAD = "POST /v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final String QUESTION = """
      {"manifests": ["{\\"apiVersion\\": \\"v1\\", \\"kind\\": \\"Pod\\", \\"metadata\\": {\\"name\\": \\"a\\", \\"namespace\\": \\"t\\"},\
       \\"spec\\": {\\"containers\\": [{\\"name\\": \\"c\\", \\"image\\": \\"i\\"}]}}"], "from": "t/a", "to": "192.0.2.1"}""";

  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    int count = Math.min(MOST_CONNECTIONS, Integer.parseInt(args[1]));
    int seconds = Math.min(MOST_SECONDS, Integer.parseInt(args[2]));
    if (!url.getHost().matches("127\\..*|localhost")) {
      throw new IllegalArgumentException("only services of this machine are put under load");
    }
    good("warm up", url, 10);
    good("alone", url, 10);
    List<Socket> slow = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
      slow.add(socket);
      send(socket, number % 2 == 0 ? "POST /v1/query HTTP/1.1\r\nX-Slow: " : HEAD + "Content-Length: 100000\r\n\r\n{");
    }
    Thread dripping = Thread.ofVirtual().start(() -> drip(slow));
    good(count + " half-open", url, seconds);
    dripping.interrupt();
    dripping.join();
    int closed = 0;
    for (Socket socket : slow) {
      socket.setSoTimeout(1);
      closed += isClosed(socket) ? 1 : 0;
      socket.close();
    }
    System.out.printf("of %d half-open connections the service closed %d within %d s%n", count, closed, seconds);
  }

  /** A byte on every connection, every second. */
  private static void drip(List<Socket> slow) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        for (Socket socket : slow) {
          try {
            send(socket, " ");
          } catch (IOException e) {
            continue; // the service has closed it, which is counted at the end
          }
        }
      }
    } catch (InterruptedException e) {
      return;
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Ten questions a second, on a new connection each. */
  private static void good(String when, URI url, int seconds) throws Exception {
    long[] times = new long[seconds * 10];
    int failed = 0;
    long start = System.nanoTime();
    for (int number = 0; number < times.length; number++) {
      long wait = start + number * 100_000_000L - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
      long asked = System.nanoTime();
      try (HttpClient fresh = HttpClient.newHttpClient()) {
        HttpResponse<String> response = fresh.send(HttpRequest.newBuilder(url.resolve("/v1/query"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
            .build(), HttpResponse.BodyHandlers.ofString());
        failed += response.statusCode() == 200 ? 0 : 1;
      }
      times[number] = System.nanoTime() - asked;
    }
    Arrays.sort(times);
    System.out.printf("%s: %d questions, %d failed, p50 %.1f ms, p99 %.1f ms%n", when, times.length, failed,
        times[times.length / 2] / 1e6, times[(int) (times.length * 0.99)] / 1e6);
  }
}
