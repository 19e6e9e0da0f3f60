package dev.canreach.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `serve` refuses before it listens; what it does then is tested with the service. */
class ServeCommandTest {
  @TempDir
  Path folder;

  private String refused(String arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Terminal.writer(new ByteArrayOutputStream()), Terminal.writer(err),
        new ByteArrayInputStream(new byte[0]), Style.PLAIN, folder, Progress.NONE);
    int exit = Main.run(terminal, ("serve " + arguments).split(" ", -1));

    assertThat(exit).isEqualTo(Exit.USAGE);
    return err.toString(UTF_8);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --listen 8080                                     | `8080` is no place to listen
      --listen 0.0.0.0:0                                | can be reached from other machines
      --listen 127.0.0.1:0 --tls-cert a                 | belong together
      --listen 127.0.0.1:0 --tls-cert a --tls-key b     | cannot be read
      --listen 127.0.0.1:0 --api-keys missing           | cannot be read
      --listen 127.0.0.1:0 --assume nonsense=1          | nonsense
      --listen 127.0.0.1:0 --workers 0                  | limits are positive
      --admission-listen 127.0.0.1:0                    | --admission-state
      --admission-state . --admission-listen 0.0.0.0:0  | needs TLS
      --admission-state . --admission-deny often        | --admission-deny often
      """)
  void whatIsRefused(String arguments, String message) {
    assertThat(refused(arguments)).contains(message);
  }

  @Test
  void aKeyFileNeedsKeys() throws IOException {
    Files.writeString(folder.resolve("keys"), "alice secret\n");

    assertThat(refused("--listen 127.0.0.1:0 --api-keys keys")).contains("line 1")
        .contains("SHA256")
        .doesNotContain("secret");
  }
}
