package dev.canreach.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.canreach.api.http.Address;
import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.TlsFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is refused before anything listens. */
class OptionsTest {
  private static final Address EVERYWHERE = new Address("0.0.0.0", 8443);
  private static final Optional<TlsFiles> TLS = Optional
      .of(new TlsFiles(Path.of("tls.crt"), Path.of("tls.key"), Optional.empty()));
  private static final ApiKeys KEYS = ApiKeys.parse("a " + "0".repeat(64));

  private static ServiceOptions options(Address listen, Optional<TlsFiles> tls, ApiKeys keys) {
    return new ServiceOptions(listen, tls, keys, Optional.empty(), Optional.empty(), ServiceOptions.Limits.DEFAULT,
        "default", List.of());
  }

  @Test
  void strangersNeedAKeyAndTls() {
    assertThatIllegalArgumentException().isThrownBy(() -> options(EVERYWHERE, TLS, ApiKeys.NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> options(EVERYWHERE, Optional.empty(), KEYS));
    assertThat(options(EVERYWHERE, TLS, KEYS).keys().required()).isTrue();
    assertThat(options(new Address("::1", 0), Optional.empty(), ApiKeys.NONE).keys().required()).isFalse();
  }

  @Test
  void placesToListen() {
    assertThat(Address.parse("127.0.0.1:80")).isEqualTo(new Address("127.0.0.1", 80));
    assertThat(Address.parse("[::1]:0")).isEqualTo(new Address("::1", 0));
    for (String wrong : List.of("", "80", "host", "host:", ":80", "host:70000", "host:-1")) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Address.parse(wrong));
    }
  }

  @Test
  void keysAreNamesAndHashes() {
    for (String wrong : List.of("", "# none", "a", "a " + "0".repeat(63), "anyone " + "0".repeat(64),
        "../a " + "0".repeat(64), "a " + "0".repeat(64) + " b")) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> ApiKeys.parse(wrong));
    }
  }
}
