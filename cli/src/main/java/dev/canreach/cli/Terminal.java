package dev.canreach.cli;

import dev.canreach.report.Style;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a command talks to.
 *
 * @param out where data goes
 * @param err where talk goes
 * @param in standard input
 * @param style how text is shown
 * @param directory what relative paths are relative to
 * @param progress what shows that something takes long
 */
record Terminal(PrintWriter out, PrintWriter err, InputStream in, Style style, Path directory, Progress progress) {

  /** The property by which the launcher says that standard output is a terminal: its number of columns. */
  private static final String COLUMNS = "canreach.columns";
  private static final int MOST_COLUMNS = 500;
  /** The property by which the launcher says that standard error is a terminal. */
  private static final String PROGRESS = "canreach.progress";

  /**
   * The terminal of this process.
   *
   * @param out its standard output
   * @param progress what shows on its standard error that something takes long
   */
  static Terminal ofProcess(OutputStream out, Progress progress) {
    String columns = System.getProperty(COLUMNS, "");
    boolean interactive = !columns.isEmpty();
    boolean colour = interactive && Objects.requireNonNullElse(System.getenv("NO_COLOR"), "").isEmpty();
    OutputStream err = new WatchedOutput(new FileOutputStream(FileDescriptor.err), progress);
    return new Terminal(writer(out), printable(writer(err), colour), System.in, new Style(colour, width(columns)),
        Path.of(""), progress);
  }

  /** What shows on standard error that something takes long, if that is a terminal. */
  static Progress progressOfProcess() {
    return Boolean.getBoolean(PROGRESS) ? new Progress(new FileOutputStream(FileDescriptor.err)) : Progress.NONE;
  }

  /** UTF-8, buffered, `\n`; whoever writes flushes. */
  static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16), false);
  }

  /** The same for people to read: what would disturb a terminal is replaced. */
  static PrintWriter printable(PrintWriter out, boolean colour) {
    return new PrintWriter(new PrintableWriter(out, colour), false);
  }

  private static int width(String columns) {
    boolean number = !columns.isEmpty() && columns.length() <= 4 && columns.chars().allMatch(c -> c >= '0' && c <= '9');
    int width = number ? Integer.parseInt(columns) : 0;
    return width >= 40 && width <= MOST_COLUMNS ? width : Style.PLAIN.width();
  }

  /** Says something to the user, beside the data. */
  void say(String message) {
    err.print("canreach: " + message + "\n");
    err.flush();
  }
}
