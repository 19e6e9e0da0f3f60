package dev.canreach.cli;

import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Where results go, and in which formats. */
final class OutputOptions {
  private final Values outputs;

  /** Adds the options to a command. */
  OutputOptions(Syntax syntax) {
    outputs = syntax.values("FORMAT[=FILE]", "the format, and a file for it; repeatable", "-o", "--output");
  }

  /**
   * Writes every output that was asked for, text to standard output when none was.
   *
   * @param formats the formats that the command knows
   * @param write writes one format
   */
  void write(Terminal terminal, List<String> formats, BiConsumer<String, PrintWriter> write) {
    for (String output : check(formats)) {
      int equal = output.indexOf('=');
      if (equal < 0) {
        write(output, terminal.out(), terminal.style().colour(), write);
        continue;
      }
      Path file = terminal.directory().resolve(output.substring(equal + 1));
      try (PrintWriter out = Terminal.writer(Files.newOutputStream(file))) {
        write(output.substring(0, equal), out, terminal.style().colour(), write);
        if (out.checkError()) {
          throw new IOException("not everything was written");
        }
      } catch (IOException e) {
        throw new UsageException("`" + file + "` cannot be written: name a file in a folder that can be written");
      }
    }
  }

  /** JSON escapes what a terminal would obey; in every other format it is replaced. */
  private static void write(String format, PrintWriter out, boolean colour, BiConsumer<String, PrintWriter> write) {
    PrintWriter shown = format.equals("json") ? out : Terminal.printable(out, colour);
    write.accept(format, shown);
    shown.flush();
  }

  /** The outputs; refused when a format is unknown. */
  List<String> check(List<String> formats) {
    List<String> wanted = outputs.texts().isEmpty() ? List.of("text") : outputs.texts();
    for (String output : wanted) {
      int equal = output.indexOf('=');
      String format = equal < 0 ? output : output.substring(0, equal);
      if (!formats.contains(format)) {
        throw new UsageException("`" + format + "` is no format of this command: write " + String.join(", ", formats));
      }
      if (equal == output.length() - 1) {
        throw new UsageException("`" + output + "` lacks the name of the file");
      }
    }
    return wanted;
  }
}
