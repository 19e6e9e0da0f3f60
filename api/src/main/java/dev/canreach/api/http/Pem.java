package dev.canreach.api.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM. */
final class Pem {
  private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END",
      Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  /** In PKCS#8 before the length of a PKCS#1 key: version 0 and the algorithm rsaEncryption. */
  private static final byte[] RSA_HEADER = {0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48,
    (byte) 0x86,
    (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

  private Pem() {}

  /** A key store with the one key and its certificates. */
  static KeyStore keyStore(Path certificate, Path key, char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    store.setKeyEntry("tls", privateKey(key), password, certificates(certificate).toArray(Certificate[]::new));
    return store;
  }

  /** A key store with authorities. */
  static KeyStore trustStore(Path authorities) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    List<Certificate> certificates = certificates(authorities);
    for (int index = 0; index < certificates.size(); index++) {
      store.setCertificateEntry("ca-" + index, certificates.get(index));
    }
    return store;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
    List<Certificate> certificates = List.copyOf(CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("`" + file + "` holds no certificate in PEM");
    }
    return certificates;
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException("`" + file + "` holds no private key in PEM");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
    byte[] pkcs8 = switch (pem.group(1).strip()) {
      case "" -> bytes;
      case "RSA" -> wrapped(bytes);
      default -> throw new GeneralSecurityException("the key in `" + file
          + "` has a form that is not read: convert it with `openssl pkcs8 -topk8 -nocrypt`");
    };
    for (String algorithm : ALGORITHMS) {
      Optional<PrivateKey> key = decoded(algorithm, pkcs8);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new GeneralSecurityException("the key in `" + file + "` is neither RSA, EC nor Ed25519");
  }

  private static Optional<PrivateKey> decoded(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }

  /** A PKCS#1 key in PKCS#8. */
  private static byte[] wrapped(byte[] pkcs1) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(RSA_HEADER);
    content.write(value(0x04, pkcs1));
    return value(0x30, content.toByteArray());
  }

  /** A DER value of this tag. */
  private static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
