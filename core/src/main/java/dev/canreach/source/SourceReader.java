package dev.canreach.source;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads files, folders, patterns and standard input into documents. Nothing in the input makes it fail: what can't be read becomes a diagnostic, and the
 * result says so.
 */
public final class SourceReader {

  /** How standard input is named, on the command line and in places. */
  public static final String STANDARD_INPUT = "-";

  private final SourceLimits limits;
  private final Path directory;
  private final InputStream standardInput;

  /** Reads relative to the current directory, with the default limits, and the process's own standard input. */
  public SourceReader() {
    this(SourceLimits.DEFAULTS, Path.of(""), System.in);
  }

  /**
   * @param limits how much is read
   * @param directory what relative inputs are relative to
   * @param standardInput what {@code -} reads
   */
  public SourceReader(SourceLimits limits, Path directory, InputStream standardInput) {
    this.limits = Objects.requireNonNull(limits);
    this.directory = Objects.requireNonNull(directory);
    this.standardInput = Objects.requireNonNull(standardInput);
  }

  /**
   * Reads the inputs in the order given: files, folders with all manifests in them, patterns such as {@code deploy/*.yaml}, and {@code -} for standard
   * input. A file that several inputs lead to is read once.
   */
  public SourceSet read(List<String> inputs, Diagnostics diagnostics) {
    var reading = new Reading(limits, diagnostics);
    var files = new Inputs(directory, inputs, reading);
    for (String input : inputs) {
      if (input.equals(STANDARD_INPUT)) {
        reading.stream(STANDARD_INPUT, true, () -> standardInput);
      } else {
        files.find(input);
      }
    }
    return reading.result();
  }

  /** Reads a text that is in memory; the name stands for it in places, and one that ends in {@code .json} makes it JSON. */
  public SourceSet read(String name, byte[] bytes, Diagnostics diagnostics) {
    return read(Map.of(name, bytes), diagnostics);
  }

  /** Reads texts that are in memory, by their names, in the order of the map. */
  public SourceSet read(Map<String, byte[]> texts, Diagnostics diagnostics) {
    var reading = new Reading(limits, diagnostics);
    texts.forEach((name, bytes) -> reading.text(name, true, bytes));
    return reading.result();
  }
}
