package dev.canreach.cli;

import dev.canreach.api.AdmissionOptions;
import dev.canreach.api.Service;
import dev.canreach.api.ServiceOptions;
import dev.canreach.api.http.Address;
import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.TlsFiles;
import dev.canreach.lower.Assumptions;
import dev.canreach.source.Severity;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `canreach serve`: the service. Only this class touches the server, so that no other command loads it. */
@Command(name = "serve", sortOptions = false, customSynopsis = "canreach serve [OPTIONS]", description = "Answers over HTTP: REST, a web page and the admission webhook.", footer = {
  "", "Stops on SIGTERM, after the requests that are running. Keys and TLS are required unless it listens on loopback.",
  "Exit: 0 stopped, 2 usage, 5 internal", "Examples:", "  canreach serve",
  "  canreach serve --listen 0.0.0.0:8443 --tls-cert tls.crt --tls-key tls.key --api-keys keys --data-dir /var/lib/canreach"})
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Option(names = "--listen", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:8080", description = "where REST and the page are (default: ${DEFAULT-VALUE})")
  String listen = "127.0.0.1:8080";

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "certificate chain in PEM; read again when it changes")
  @Nullable
  String certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key in PEM")
  @Nullable
  String key;

  @Option(names = "--api-keys", paramLabel = "FILE", description = "who may ask: `NAME SHA256` of a key, one a line")
  @Nullable
  String keys;

  @Option(names = "--data-dir", paramLabel = "FOLDER", description = "keep posted snapshots there")
  @Nullable
  String dataFolder;

  @Option(names = "--assume", paramLabel = "KEY=VALUE", description = "a fact that holds unless a request has its own; repeatable")
  List<String> assume = new ArrayList<>();

  @Option(names = {"-n",
    "--namespace"}, paramLabel = "NAME", defaultValue = "default", description = "namespace of objects without one (default: ${DEFAULT-VALUE})")
  String namespace = "default";

  @Option(names = "--workers", paramLabel = "N", description = "threads that decide (default: one a processor)")
  int workers = ServiceOptions.Limits.DEFAULT.workers();

  @Option(names = "--queue", paramLabel = "N", description = "requests that may wait for them (default: ${DEFAULT-VALUE})")
  int queue = ServiceOptions.Limits.DEFAULT.queue();

  @Option(names = "--request-timeout", paramLabel = "SECONDS", description = "the longest time for one request (default: ${DEFAULT-VALUE})")
  int timeout = (int) ServiceOptions.Limits.DEFAULT.request().toSeconds();

  @Option(names = "--max-body", paramLabel = "BYTES", description = "the largest body (default: ${DEFAULT-VALUE})")
  long body = ServiceOptions.Limits.DEFAULT.bodyBytes();

  @Option(names = "--snapshot-memory", paramLabel = "BYTES", description = "memory for snapshots (default: a third)")
  long memory = ServiceOptions.Limits.DEFAULT.snapshotBytes();

  @Option(names = "--admission-state", paramLabel = "FOLDER", description = "serve the admission webhook; this folder, which is watched, or `snapshot:ID` is the cluster")
  @Nullable
  String admissionState;

  @Option(names = "--admission-listen", paramLabel = "HOST:PORT", description = "where the API server connects, with TLS")
  @Nullable
  String admissionListen;

  @Option(names = "--admission-client-ca", paramLabel = "FILE", description = "the API server needs a certificate of these authorities")
  @Nullable
  String admissionClientCa;

  @Option(names = "--admission-intents", paramLabel = "FILE", description = "what is to be true of the cluster; each intent says whether it denies, warns or is noted")
  @Nullable
  String admissionIntents;

  @Option(names = "--admission-deny", paramLabel = "SEVERITY", defaultValue = "error", description = "error, warning, note or never: findings that deny (default: ${DEFAULT-VALUE})")
  String admissionDeny = "error";

  @Option(names = "--admission-warn", paramLabel = "SEVERITY", defaultValue = "warning", description = "error, warning, note or never: findings that warn (default: ${DEFAULT-VALUE})")
  String admissionWarn = "warning";

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Service service = start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      service.close();
      stopped.countDown();
    }, "canreach-stop"));
    terminal.say("listening on " + (certificate == null ? "http" : "https") + "://" + host() + ":" + service.port()
        + "/");
    if (service.admissionPort() >= 0) {
      terminal.say("listening for the API server on port " + service.admissionPort());
    }
    stopped.await();
    return Exit.YES;
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
    List<String> errors = Assumptions.parse(assume).errors();
    if (!errors.isEmpty()) {
      throw new UsageException(String.join("\n", errors));
    }
    return new ServiceOptions(Address.parse(listen), tls(Optional.empty()), keys(),
        Optional.ofNullable(dataFolder).map(this::path), admission(),
        new ServiceOptions.Limits(workers, queue, Duration.ofSeconds(timeout), body, memory,
            ServiceOptions.Limits.DEFAULT.connections()),
        namespace, assume);
  }

  private Optional<AdmissionOptions> admission() {
    if (admissionState == null) {
      if (admissionListen != null || admissionClientCa != null || admissionIntents != null) {
        throw new UsageException("the webhook needs to know the cluster: name a folder with `--admission-state`");
      }
      return Optional.empty();
    }
    return Optional.of(new AdmissionOptions(Optional.ofNullable(admissionListen).map(Address::parse),
        tls(Optional.ofNullable(admissionClientCa).map(this::path)),
        AdmissionOptions.State.parse(admissionState, terminal.directory()), severity("--admission-deny", admissionDeny),
        severity("--admission-warn", admissionWarn),
        admissionIntents == null ? List.of() : Configuration.read(path(admissionIntents)).intents()));
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
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw new UsageException("`--tls-cert` and `--tls-key` belong together: give both");
    }
    return Optional.of(new TlsFiles(path(certificate), path(key), clientCa));
  }

  private ApiKeys keys() throws IOException {
    return keys == null ? ApiKeys.NONE : ApiKeys.parse(Files.readString(path(keys)));
  }

  private Path path(String text) {
    return terminal.directory().resolve(text);
  }

  private String host() {
    return listen.substring(0, listen.lastIndexOf(':'));
  }
}
