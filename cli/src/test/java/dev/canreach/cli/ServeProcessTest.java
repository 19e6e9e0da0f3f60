package dev.canreach.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** `serve` as a process of its own, from its start to SIGTERM. */
@Timeout(120)
class ServeProcessTest {
  private static final Pattern PORT = Pattern.compile("listening on http://127\\.0\\.0\\.1:([0-9]+)/");
  private static final String QUESTION = """
      {"manifests": ["{\\"apiVersion\\": \\"v1\\", \\"kind\\": \\"Pod\\", \\"metadata\\": {\\"name\\": \\"a\\", \\"namespace\\": \\"t\\"},\
       \\"spec\\": {\\"containers\\": [{\\"name\\": \\"c\\", \\"image\\": \\"i\\"}]}}"], "from": "t/a", "to": "192.0.2.1"}""";

  private static void repeatUntil(HttpClient client, int port, String path, Predicate<String> wanted)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    String answer = "";
    while (!wanted.test(answer)) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      answer = response.statusCode() + " " + response.body();
    }
  }

  @TempDir
  Path folder;

  private static Process serve(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
        "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider", "-cp",
        System.getProperty("java.class.path"), Main.class.getName(), "serve", "--listen", "127.0.0.1:0"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int port(Process service) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader lines = service.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("it did not start: " + said);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void onSigtermItIsNotReadyAnswersWhatIsRunningAndExitsWithZero() throws Exception {
    Process service = serve();
    try {
      int port = port(service);
      // one connection that stays open, since no new ones are taken at the end
      try (Socket running = new Socket(InetAddress.getLoopbackAddress(), port);
          HttpClient watching = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        repeatUntil(watching, port, "/readyz", answer -> answer.startsWith("200 "));
        send(running, "POST /v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n"
            + QUESTION.substring(0, 10));
        repeatUntil(watching, port, "/metrics", answer -> answer.contains("canreach_requests_running 2.0"));

        service.destroy();
        repeatUntil(watching, port, "/readyz", answer -> answer.equals("503 stopping\n"));
        send(running, QUESTION.substring(10));

        assertThat(new String(running.getInputStream().readAllBytes(), UTF_8)).startsWith("HTTP/1.1 200 ")
            .contains("\"verdict\": \"reachable\"");
      }
      assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isZero();
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void whatUsersWriteStaysOneLineOfJsonInTheLog() throws Exception {
    String uid = "u\\n{\\\"b\\\"\\u001b[31m";
    String review = """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "%s", "operation": "CREATE",
         "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}}}""".formatted(uid);
    Process service = serve("--admission-state", folder.toString());
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(service) + "/v1/admission"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(review))
              .build(),
          HttpResponse.BodyHandlers.ofString());
      String line = service.inputReader().readLine();
      while (!line.contains("\"uid\"")) {
        line = service.inputReader().readLine();
      }

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(line).startsWith("{").endsWith("}").doesNotContain("\u001b").containsIgnoringCase(uid);
    } finally {
      service.destroyForcibly();
    }
  }
}
