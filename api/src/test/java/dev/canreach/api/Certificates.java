package dev.canreach.api;

import dev.canreach.api.http.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate for 127.0.0.1, in PEM and as what a client needs. */
final class Certificates {
  private static final String PASSWORD = "password";

  private final Path folder;
  private final KeyStore store;

  private Certificates(Path folder, KeyStore store) {
    this.folder = folder;
    this.store = store;
  }

  /** Makes a key and writes `tls.crt` and `tls.key` into the folder, each moved into place. */
  static Certificates in(Path folder, String name) throws IOException, GeneralSecurityException {
    Path keys = folder.resolve(name + ".p12");
    Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "tls", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1",
        "-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keys.toString())
        .redirectErrorStream(true)
        .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    } catch (IOException e) {
      throw new IOException(output, e);
    }
    Certificates made = new Certificates(folder, store);
    made.write();
    return made;
  }

  private void write() throws IOException, GeneralSecurityException {
    move("tls.key", pem("PRIVATE KEY", store.getKey("tls", PASSWORD.toCharArray()).getEncoded()));
    move("tls.crt", pem("CERTIFICATE", store.getCertificate("tls").getEncoded()));
  }

  private void move(String name, String text) throws IOException {
    Path partial = folder.resolve(name + ".new");
    Files.writeString(partial, text);
    Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String pem(String what, byte[] bytes) {
    return "-----BEGIN " + what + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes) + "\n-----END "
        + what + "-----\n";
  }

  TlsFiles files(Optional<Path> clientCa) {
    return new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"), clientCa);
  }

  /** A client that trusts these certificates, and shows one of its own where it is given. */
  static SSLContext client(List<Certificates> trusted, @Nullable Certificates own) throws GeneralSecurityException,
      IOException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    for (int index = 0; index < trusted.size(); index++) {
      authorities.setCertificateEntry("ca" + index, trusted.get(index).store.getCertificate("tls"));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authorities);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own == null ? null : own.store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
