package dev.canreach.cli;

import dev.canreach.api.AdmissionOptions;
import dev.canreach.api.Service;
import dev.canreach.api.ServiceOptions;
import dev.canreach.api.http.Address;
import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.TlsFiles;
import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Value;
import dev.canreach.cli.options.Values;
import dev.canreach.lower.Assumptions;
import dev.canreach.source.Severity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** `canreach serve`: the service. Only this class touches the server, so that no other command loads it. */
final class ServeCommand implements Command {
  private static final String LISTEN = "127.0.0.1:8080";
  private static final String NAMESPACE = "default";
  private static final ServiceOptions.Limits LIMITS = ServiceOptions.Limits.DEFAULT;

  private final Terminal terminal;
  private final Syntax syntax = new Syntax("serve", "canreach serve [OPTIONS]",
      "Answers over HTTP: REST, a web page and the admission webhook.",
      """
          Stops on SIGTERM, after the requests that are running. Keys and TLS are required unless it listens on loopback.
          Exit: 0 stopped, 2 usage, 5 internal
          Examples:
            canreach serve
            canreach serve --listen 0.0.0.0:8443 --tls-cert tls.crt --tls-key tls.key --api-keys keys --data-dir /var/lib/canreach
          """);
  private final Value listen = syntax.value("HOST:PORT", "where REST and the page are (default: " + LISTEN + ")",
      "--listen");
  private final Value certificate = syntax.value("FILE", "certificate chain in PEM; read again when it changes",
      "--tls-cert");
  private final Value key = syntax.value("FILE", "its private key in PEM", "--tls-key");
  private final Value keys = syntax.value("FILE", "who may ask: `NAME SHA256` of a key, one a line", "--api-keys");
  private final Value dataFolder = syntax.value("FOLDER", "keep posted snapshots there", "--data-dir");
  private final Value dataBytes = syntax.value("BYTES",
      "disk space for them; more is refused (default: " + LIMITS.dataBytes() + ")", "--data-bytes");
  private final Values assume = syntax.values("KEY=VALUE", "a fact that holds unless a request has its own; repeatable",
      "--assume");
  private final Value namespace = syntax.value("NAME", "namespace of objects without one (default: " + NAMESPACE + ")",
      "-n", "--namespace");
  private final Value workers = syntax.value("N", "threads that decide (default: one a processor)", "--workers");
  private final Value queue = syntax.value("N", "requests that may wait for them (default: " + LIMITS.queue() + ")",
      "--queue");
  private final Value timeout = syntax.value("SECONDS",
      "the longest time for one request (default: " + LIMITS.request().toSeconds() + ")", "--request-timeout");
  private final Value body = syntax.value("BYTES", "the largest body (default: " + LIMITS.bodyBytes() + ")",
      "--max-body");
  private final Value memory = syntax.value("BYTES", "memory for snapshots (default: a third)", "--snapshot-memory");
  private final Value admissionState = syntax.value("FOLDER",
      "serve the admission webhook; this folder, which is watched, or `snapshot:ID` is the cluster",
      "--admission-state");
  private final Value admissionListen = syntax.value("HOST:PORT", "where the API server connects, with TLS",
      "--admission-listen");
  private final Value admissionClientCa = syntax.value("FILE",
      "the API server needs a certificate of these authorities", "--admission-client-ca");
  private final Value admissionIntents = syntax.value("FILE",
      "what is to be true of the cluster; each intent says whether it denies, warns or is noted",
      "--admission-intents");
  private final Value admissionDeny = syntax.value("SEVERITY",
      "error, warning, note or never: findings that deny (default: error)", "--admission-deny");
  private final Value admissionWarn = syntax.value("SEVERITY",
      "error, warning, note or never: findings that warn (default: warning)", "--admission-warn");

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() throws InterruptedException {
    Service service = start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "canreach-stop"));
    terminal
        .say("listening on " + (certificate.text() == null ? "http" : "https") + "://" + host() + ":" + service.port()
            + "/");
    if (service.admissionPort() >= 0) {
      terminal.say("listening for the API server on port " + service.admissionPort());
    }
    new CountDownLatch(1).await();
    return Exit.YES;
  }

  /** Ends the process as one that did what it was told: the status of a signal looks like a failure to supervisors. */
  private static void stop(Service service) {
    service.close();
    Runtime.getRuntime().halt(Exit.YES);
  }

  private Service start() {
    try {
      return Service.start(options());
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new UsageException("`" + e.getFile() + "` cannot be read: correct the path or its permissions");
    } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private ServiceOptions options() throws IOException {
    List<String> errors = Assumptions.parse(assume.texts()).errors();
    if (!errors.isEmpty()) {
      throw new UsageException(String.join("\n", errors));
    }
    return new ServiceOptions(Address.parse(address()), tls(Optional.empty()), keys(), path(dataFolder), admission(),
        new ServiceOptions.Limits(whole(workers, LIMITS.workers()), whole(queue, LIMITS.queue()),
            Duration.ofSeconds(whole(timeout, (int) LIMITS.request().toSeconds())),
            body.number(LIMITS.bodyBytes(), Long.MAX_VALUE), memory.number(LIMITS.snapshotBytes(), Long.MAX_VALUE),
            dataBytes.number(LIMITS.dataBytes(), Long.MAX_VALUE), LIMITS.connections()),
        namespace.or(NAMESPACE), assume.texts());
  }

  private static int whole(Value option, int fallback) {
    return (int) option.number(fallback, Integer.MAX_VALUE);
  }

  private Optional<AdmissionOptions> admission() {
    String state = admissionState.text();
    if (state == null) {
      if (Stream.of(admissionListen, admissionClientCa, admissionIntents).anyMatch(option -> option.text() != null)) {
        throw new UsageException("the webhook needs to know the cluster: name a folder with `--admission-state`");
      }
      return Optional.empty();
    }
    return Optional.of(new AdmissionOptions(Optional.ofNullable(admissionListen.text()).map(Address::parse),
        tls(path(admissionClientCa)), AdmissionOptions.State.parse(state, terminal.directory()),
        severity("--admission-deny", admissionDeny.or("error")),
        severity("--admission-warn", admissionWarn.or("warning")),
        path(admissionIntents).map(file -> Configuration.read(file).intents()).orElse(List.of())));
  }

  private static Optional<Severity> severity(String option, String text) {
    return switch (text) {
      case "error" -> Optional.of(Severity.ERROR);
      case "warning" -> Optional.of(Severity.WARNING);
      case "note" -> Optional.of(Severity.NOTE);
      case "never" -> Optional.empty();
      default -> throw new UsageException(
          "`" + option + " " + text + "` is unknown: write `error`, `warning`, `note` or `never`");
    };
  }

  private Optional<TlsFiles> tls(Optional<Path> clientCa) {
    Optional<Path> chain = path(certificate);
    Optional<Path> secret = path(key);
    if (chain.isPresent() != secret.isPresent()) {
      throw new UsageException("`--tls-cert` and `--tls-key` belong together: give both");
    }
    return chain.map(file -> new TlsFiles(file, secret.orElseThrow(), clientCa));
  }

  private ApiKeys keys() throws IOException {
    Optional<Path> file = path(keys);
    return file.isEmpty() ? ApiKeys.NONE : ApiKeys.parse(Files.readString(file.get()));
  }

  private Optional<Path> path(Value option) {
    return Optional.ofNullable(option.text()).map(terminal.directory()::resolve);
  }

  private String address() {
    return listen.or(LISTEN);
  }

  private String host() {
    return address().substring(0, address().lastIndexOf(':'));
  }
}
