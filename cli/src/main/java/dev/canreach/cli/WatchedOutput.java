package dev.canreach.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A standard stream that ends the show of progress, and remembers why it could not be written. */
final class WatchedOutput extends OutputStream {
  /** What every system calls a reader that has gone, as `head` does; that is no mistake of anybody. */
  private static final String READER_GONE = "Broken pipe";

  private final FileOutputStream out;
  private final Progress progress;
  @Nullable
  private IOException failure;

  WatchedOutput(FileOutputStream out, Progress progress) {
    this.out = out;
    this.progress = progress;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[]{(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    progress.end();
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why output was lost, unless its reader had gone. */
  Optional<String> problem() {
    String message = failure == null ? READER_GONE : String.valueOf(failure.getMessage());
    return message.equals(READER_GONE) ? Optional.empty() : Optional.of(message);
  }
}
