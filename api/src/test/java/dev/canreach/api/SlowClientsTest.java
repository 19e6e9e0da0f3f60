package dev.canreach.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that begin requests and do not end them. */
class SlowClientsTest {
  private static final int MANY = 60;
  private static final String BODY = "{\"manifests\": [\"\"], \"from\": \"a\", \"to\": \"b\"}";
  private static final String HEAD = "POST /v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
      + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n";

  private final List<Socket> clients = new ArrayList<>();
  private RunningService running;

  @BeforeEach
  void start() {
    running = RunningService.plain();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    running.close();
  }

  private Socket begin(String text) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), running.service().port());
    clients.add(client);
    return send(client, text);
  }

  private static Socket send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
    client.getOutputStream().flush();
    return client;
  }

  /** All that the service sends until it closes the connection. */
  private static String answer(Socket client) throws IOException {
    try {
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException e) {
      return "";
    }
  }

  /** Waits until so many requests are running beside the one that asks. */
  private void awaitRunning(int requests) {
    String wanted = "canreach_requests_running " + (requests + 1) + ".0";
    while (!running.get("/metrics").body().contains(wanted)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void othersAreServedWhileManyAreHalfOpen() throws IOException {
    for (int number = 0; number < MANY; number++) {
      begin("POST /v1/query HTTP/1.1\r\nHost: local");
      begin(HEAD + "\r\n" + BODY.substring(0, 5));
    }
    awaitRunning(MANY);

    String id = running.snapshot(Shop.YAML);
    assertThat(running.post("/v1/check", "application/json", "{\"snapshot\": \"" + id + "\"}").statusCode())
        .isEqualTo(200);
    assertThat(answer(send(clients.get(0), "host\r\nConnection: close\r\n\r\n"))).startsWith("HTTP/1.1 415 ");
    assertThat(answer(send(clients.get(1), BODY.substring(5)))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aConnectionWithoutAWholeHeadIsClosedHoweverBusyItIs() throws IOException {
    Socket dripping = begin("POST /v1/query HTTP/1.1\r\nHost: lo");
    Socket used = begin("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTT");
    Socket working = begin(HEAD + "\r\n" + BODY.substring(0, 5));
    awaitRunning(1);

    long start = System.nanoTime();
    running.service().closeStragglers(start);
    running.service().closeStragglers(start + TimeUnit.SECONDS.toNanos(20));
    send(dripping, "cal");
    running.service().closeStragglers(start + TimeUnit.SECONDS.toNanos(61));

    assertThat(answer(dripping)).isEmpty();
    assertThat(answer(used)).startsWith("HTTP/1.1 200 ");
    assertThat(answer(send(working, BODY.substring(5)))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aBodyThatDripsIsClosedAfterTheTimeForARequest() throws IOException {
    Socket dripping = begin(HEAD + "\r\n" + BODY.substring(0, 5));
    awaitRunning(1);

    long start = System.nanoTime();
    running.service().closeStragglers(start);
    send(dripping, BODY.substring(5, 6));
    running.service().closeStragglers(start + RunningService.LIMITS.request().plusSeconds(31).toNanos());

    assertThat(answer(dripping)).isEmpty();
    awaitRunning(0);
  }
}
