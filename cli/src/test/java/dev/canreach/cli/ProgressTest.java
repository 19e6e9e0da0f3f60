package dev.canreach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Duration LONG = Duration.ofMillis(3200);

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final Progress progress = new Progress(terminal);

  private String shown() {
    return terminal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatTakesLongIsSaidAndTakenAwayAgain() {
    progress.begin("reading manifests");
    progress.show(LONG);
    assertThat(shown()).isEqualTo("\r\u001b[Kcanreach: reading manifests, 3 s");

    progress.end();
    progress.end();
    assertThat(shown()).endsWith(", 3 s\r\u001b[K");
  }

  @Test
  void whatIsShortOrOverIsNotSaid() {
    progress.show(LONG);
    progress.begin("reading manifests");
    progress.show(Duration.ofMillis(999));
    progress.end();
    progress.show(LONG);

    assertThat(shown()).isEmpty();
  }

  @Test
  void nobodyIsToldWhereNobodyLooks() {
    Progress.NONE.begin("reading manifests");
    Progress.NONE.show(LONG);
    Progress.NONE.end();

    assertThat(shown()).isEmpty();
  }
}
