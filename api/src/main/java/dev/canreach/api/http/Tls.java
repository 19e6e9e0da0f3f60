package dev.canreach.api.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TLS side of a listener: new connections use the files as they are now, established ones go on. */
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
  /** The store never leaves the memory of this process. */
  private static final String PASSWORD = "in-memory";

  private final TlsFiles files;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private List<String> loaded;

  /**
   * @throws GeneralSecurityException when a file is not what it should be
   */
  Tls(TlsFiles files) throws IOException, GeneralSecurityException {
    this.files = files;
    this.loaded = stamps();
    factory.setKeyStorePassword(PASSWORD);
    factory.setKeyManagerPassword(PASSWORD);
    factory.setEndpointIdentificationAlgorithm("");
    factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    factory.setNeedClientAuth(files.clientCa().isPresent());
    apply(factory, keyStore());
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Reads the files again when they have changed; files that do not fit leave everything as it is. */
  synchronized void refresh() {
    try {
      List<String> now = stamps();
      if (now.equals(loaded)) {
        return;
      }
      KeyStore keys = keyStore();
      factory.reload(changed -> {
        try {
          apply((SslContextFactory.Server) changed, keys);
        } catch (IOException | GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      });
      loaded = now;
      LOG.atInfo().addKeyValue("certificate", files.certificate()).log("certificate loaded");
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("certificate", files.certificate())
          .addKeyValue("problem", e.getMessage())
          .log("the new certificate cannot be used yet, the old one stays");
    }
  }

  private KeyStore keyStore() throws IOException, GeneralSecurityException {
    return Pem.keyStore(files.certificate(), files.key(), PASSWORD.toCharArray());
  }

  private void apply(SslContextFactory.Server target, KeyStore keys) throws IOException, GeneralSecurityException {
    target.setKeyStore(keys);
    if (files.clientCa().isPresent()) {
      target.setTrustStore(Pem.trustStore(files.clientCa().get()));
    }
  }

  /** What changes when a file does; a mounted Secret changes the file behind the link. */
  private List<String> stamps() throws IOException {
    List<Path> all = new ArrayList<>(List.of(files.certificate(), files.key()));
    files.clientCa().ifPresent(all::add);
    List<String> stamps = new ArrayList<>();
    for (Path file : all) {
      stamps.add(file.toRealPath() + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
    }
    return stamps;
  }
}
