package dev.canreach.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal what takes long: one line, which is taken away before anything else is written. Whatever is
 * written ends what was going on.
 */
final class Progress {
  /** Nobody looks. */
  static final Progress NONE = new Progress(null);

  private static final String ERASE = "\r\u001b[K";
  /** What ends sooner is not worth a line. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long TICK_MILLIS = 250;

  private final @Nullable OutputStream terminal;
  private @Nullable Thread watcher;
  private @Nullable String work;
  private long begun;
  private boolean shown;

  /**
   * @param terminal where the line goes; null for nowhere
   */
  Progress(@Nullable OutputStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Something is going on from now on, until something is written or something else goes on.
   *
   * @param what it, as in "reading manifests"
   */
  synchronized void begin(String what) {
    if (terminal == null) {
      return;
    }
    if (work == null) {
      begun = System.nanoTime();
    }
    work = what;
    if (watcher == null) {
      Thread thread = new Thread(this::watch, "canreach-progress");
      thread.setDaemon(true);
      thread.start();
      watcher = thread;
    }
  }

  /** Something is about to be written. */
  synchronized void end() {
    work = null;
    if (shown) {
      write(ERASE);
      shown = false;
    }
  }

  private synchronized void watch() {
    try {
      while (true) {
        wait(TICK_MILLIS);
        show(Duration.ofNanos(System.nanoTime() - begun));
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; if somebody does, the line is not worth more than that.
    }
  }

  /** Shows what goes on when it has gone on for long. */
  synchronized void show(Duration elapsed) {
    if (work != null && elapsed.compareTo(PATIENCE) >= 0) {
      write(ERASE + "canreach: " + work + ", " + elapsed.toSeconds() + " s");
      shown = true;
    }
  }

  private void write(String text) {
    if (terminal != null) {
      try {
        terminal.write(text.getBytes(StandardCharsets.UTF_8));
        terminal.flush();
      } catch (IOException e) {
        // A terminal that is gone needs no progress.
      }
    }
  }
}
