package dev.canreach.api;

import dev.canreach.api.http.Address;
import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the service is set up.
 *
 * @param listen where clients of REST connect
 * @param tls the files of TLS for that; required unless only this machine can connect
 * @param keys who may ask; required unless only this machine can connect
 * @param dataFolder where snapshots are kept on disk, if they are
 * @param admission the admission webhook, if it is served
 * @param limits how much at once
 * @param namespace the namespace of objects without one
 * @param assume assumptions as `KEY=VALUE` that hold unless a request has its own
 */
public record ServiceOptions(Address listen, Optional<TlsFiles> tls, ApiKeys keys, Optional<Path> dataFolder,
    Optional<AdmissionOptions> admission, Limits limits, String namespace, List<String> assume) {

  /** Checks that strangers need a key and cannot listen in. */
  public ServiceOptions {
    Objects.requireNonNull(tls);
    Objects.requireNonNull(dataFolder);
    Objects.requireNonNull(admission);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(namespace);
    assume = List.copyOf(assume);
    if (admission.isPresent() && admission.get().listen().isEmpty() && !listen.isLoopback()) {
      throw new IllegalArgumentException("the API server has no key for `" + listen.host()
          + "`: give the webhook a listener of its own with `--admission-listen`");
    }
    if (!listen.isLoopback() && (tls.isEmpty() || !keys.required())) {
      throw new IllegalArgumentException("`" + listen.host()
          + "` can be reached from other machines: give a certificate with `--tls-cert` and `--tls-key`, and keys with `--api-keys`");
    }
  }

  /**
   * How much at once.
   *
   * @param workers threads that decide
   * @param queue requests that may wait for them
   * @param request the longest time for one request
   * @param bodyBytes the largest body
   * @param snapshotBytes the memory for snapshots, by estimate
   * @param dataBytes the disk space for snapshots
   * @param connections connections at a time
   */
  public record Limits(int workers, int queue, Duration request, long bodyBytes, long snapshotBytes, long dataBytes,
      int connections) {

    /** A worker for each processor, and a third of the memory for snapshots. */
    public static final Limits DEFAULT = new Limits(Runtime.getRuntime().availableProcessors(), 64,
        Duration.ofSeconds(30), 16L << 20, Runtime.getRuntime().maxMemory() / 3, 10L << 30, 2_000);

    /** Rejects what would serve nobody. */
    public Limits {
      if (workers < 1 || queue < 1 || request.isNegative() || request.isZero() || bodyBytes < 1 || snapshotBytes < 1
          || dataBytes < 1 || connections < 1) {
        throw new IllegalArgumentException("limits are positive");
      }
    }
  }
}
