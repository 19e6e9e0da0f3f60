package dev.canreach.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.canreach.api.http.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chromium without a window, driven through the WebDriver protocol of its `chromedriver`. */
final class Browser implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("started successfully on port ([0-9]+)");
  /** The member under which WebDriver names an element (W3C WebDriver, 12.1). */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final List<String> ARGUMENTS = List.of("--headless=new", "--no-sandbox", "--disable-gpu",
      "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking");

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String session;

  private Browser(Process driver, int port) {
    this.driver = driver;
    this.base = "http://127.0.0.1:" + port + "/session";
    ObjectNode capabilities = Json.MAPPER.createObjectNode();
    ObjectNode wanted = capabilities.putObject("capabilities").putObject("alwaysMatch");
    wanted.put("browserName", "chrome").putObject("goog:loggingPrefs").put("browser", "ALL");
    ObjectNode options = wanted.putObject("goog:chromeOptions");
    options.put("binary", program("chromium").orElseThrow().toString());
    ArrayNode arguments = options.putArray("args");
    ARGUMENTS.forEach(arguments::add);
    this.session = "/" + call("POST", "", capabilities).path("sessionId").stringValue();
  }

  private static ObjectNode object(String member, String value) {
    return Json.MAPPER.createObjectNode().put(member, value);
  }

  /** Whether this machine has what it takes. */
  static boolean exists() {
    return program("chromium").isPresent() && program("chromedriver").isPresent();
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser with an empty profile. */
  static Browser start() throws IOException {
    Process driver = new ProcessBuilder(program("chromedriver").orElseThrow().toString(), "--port=0")
        .redirectErrorStream(true)
        .start();
    BufferedReader lines = driver.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return new Browser(driver, Integer.parseInt(port.group(1)));
      }
    }
    throw new IOException("the driver of the browser did not start");
  }

  void open(String url) {
    call("POST", session + "/url", object("url", url));
  }

  void click(String selector) {
    call("POST", session + "/element/" + element(selector) + "/click", Json.MAPPER.createObjectNode());
  }

  /** Replaces what is in a field, key by key. */
  void type(String selector, String text) {
    String element = element(selector);
    call("POST", session + "/element/" + element + "/clear", Json.MAPPER.createObjectNode());
    call("POST", session + "/element/" + element + "/value", object("text", text));
  }

  /** The text that a reader sees; waits until it is as wanted. */
  String text(String selector, Predicate<String> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String script = "const found = document.querySelector(arguments[0]); return found ? found.innerText : '';";
    String text = run(script, selector).stringValue();
    while (!wanted.test(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("`" + selector + "` still says: " + text);
      }
      text = run(script, selector).stringValue();
    }
    return text;
  }

  /** How many elements there are. */
  int count(String selector) {
    return run("return document.querySelectorAll(arguments[0]).length;", selector).intValue();
  }

  /**
   * What the browser has complained about since the last call: errors of scripts, violations of policies, failed loads; not
   * its hints to developers.
   */
  List<String> complaints() {
    return call("POST", session + "/se/log", object("type", "browser")).values()
        .stream()
        .filter(entry -> !entry.path("level").stringValue().equals("DEBUG"))
        .map(entry -> entry.path("level").stringValue() + " " + entry.path("message").stringValue())
        .toList();
  }

  private JsonNode run(String script, String argument) {
    ObjectNode body = object("script", script);
    body.putArray("args").add(argument);
    return call("POST", session + "/execute/sync", body);
  }

  private String element(String selector) {
    return call("POST", session + "/element", object("using", "css selector").put("value", selector)).path(ELEMENT)
        .stringValue();
  }

  private JsonNode call(String method, String path, @Nullable ObjectNode body) {
    HttpRequest.BodyPublisher content = body == null
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofString(Json.write(body));
    try {
      HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create(base + path))
          .header("Content-Type", "application/json")
          .method(method, content)
          .build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(method + " " + path + ": " + response.body());
      }
      return Json.MAPPER.readTree(response.body()).path("value");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      call("DELETE", session, null);
    } finally {
      client.close();
      driver.destroy();
    }
  }
}
