package dev.canreach.api.http;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of a TLS listener, all in PEM.
 *
 * @param certificate the certificate and those that lead to its authority
 * @param key its private key
 * @param clientCa the authorities that clients must have a certificate of; anyone may connect without it
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> clientCa) {
  /** Rejects nulls. */
  public TlsFiles {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(key);
    Objects.requireNonNull(clientCa);
  }
}
