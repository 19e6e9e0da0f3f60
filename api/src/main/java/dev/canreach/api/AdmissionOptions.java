package dev.canreach.api;

import dev.canreach.api.http.Address;
import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.TlsFiles;
import dev.canreach.intent.Intent;
import dev.canreach.source.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the admission webhook is set up.
 *
 * @param listen where the API server connects; without it the webhook is on the listener of REST, for tests on one machine
 * @param tls the files of TLS for that
 * @param state where the state of the cluster comes from
 * @param deny lint findings this bad or worse deny a request; none when empty
 * @param warn lint findings this bad or worse warn; none when empty
 * @param intents what is to be true of the cluster; each says what it does to a request that breaks it
 */
public record AdmissionOptions(Optional<Address> listen, Optional<TlsFiles> tls, State state, Optional<Severity> deny,
    Optional<Severity> warn, List<Intent> intents) {

  /** A webhook without intents. */
  public AdmissionOptions(Optional<Address> listen, Optional<TlsFiles> tls, State state, Optional<Severity> deny,
      Optional<Severity> warn) {
    this(listen, tls, state, deny, warn, List.of());
  }

  /** Checks that nobody can listen in. */
  public AdmissionOptions {
    Objects.requireNonNull(state);
    Objects.requireNonNull(deny);
    Objects.requireNonNull(warn);
    intents = List.copyOf(intents);
    if (listen.isPresent() && !listen.get().isLoopback() && tls.isEmpty()) {
      throw new IllegalArgumentException(
          "the listener for the API server needs TLS: give a certificate with `--tls-cert` and `--tls-key`");
    }
  }

  /** Where the state of the cluster comes from. */
  public sealed interface State {
    /** A folder of manifests, which is watched. */
    record Folder(Path path) implements State {}

    /** A snapshot that the owner of a key posted. */
    record Posted(String owner, String id) implements State {}

    /** Reads `snapshot:ID`, `snapshot:OWNER/ID`, or else a folder. */
    static State parse(String text, Path directory) {
      String prefix = "snapshot:";
      if (!text.startsWith(prefix)) {
        return new Folder(directory.resolve(text));
      }
      String name = text.substring(prefix.length());
      int slash = name.indexOf('/');
      return slash < 0
          ? new Posted(ApiKeys.ANYONE, name)
          : new Posted(name.substring(0, slash), name.substring(slash + 1));
    }
  }
}
