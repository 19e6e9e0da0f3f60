package dev.canreach.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@code cli/bin/canreach} as a user does. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("bin/canreach").toAbsolutePath();

  @TempDir
  Path folder;

  @Test
  void startsFromAnyFolderThroughSymbolicLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("canreach"), LAUNCHER);
    Path linkToLink = Files.createSymbolicLink(folder.resolve("with space"), Path.of("canreach"));

    assertThat(start(link, Map.of(), "--version").out()).startsWith("canreach ");
    assertThat(start(linkToLink, Map.of(), "--version").out()).startsWith("canreach ");
  }

  @Test
  void passesTheExitCodeThrough() throws Exception {
    assertThat(start(LAUNCHER, Map.of(), "--version").exit()).isEqualTo(0);
    assertThat(start(LAUNCHER, Map.of(), "--no-such-option").exit()).isEqualTo(2);
  }

  @Test
  void saysNothingBesidesTheAnswer() throws Exception {
    start(LAUNCHER, Map.of(), "--version"); // makes the archive

    assertThat(start(LAUNCHER, Map.of(), "--version").err()).isEmpty();
  }

  @Test
  void refusesToStartOnWhatIsNoJdk() throws Exception {
    var run = start(LAUNCHER, Map.of("CANREACH_JAVA", folder.toString()), "--version");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("`CANREACH_JAVA=" + folder + "` is not a JDK of version 21 or newer");
  }

  @Test
  void passesOverAnOlderJavaHome() throws Exception {
    Files.createDirectories(folder.resolve("bin"));
    Files.createFile(folder.resolve("bin/java"));
    assertThat(folder.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");

    assertThat(start(LAUNCHER, Map.of("JAVA_HOME", folder.toString()), "--version").exit()).isEqualTo(0);
  }

  @Test
  void acceptsABinaryOrAFolder() throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));

    for (Path java : List.of(jdk, jdk.resolve("bin/java"))) {
      assertThat(start(LAUNCHER, Map.of("CANREACH_JAVA", java.toString()), "--version").exit()).isEqualTo(0);
    }
  }

  private Run start(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    var builder = new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList())
        .directory(folder.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().putAll(environment);
    int exit = builder.start().waitFor();
    return new Run(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private record Run(int exit, String out, String err) {}
}
