package dev.canreach.solver.smt;

/** Z3 can't be loaded on this machine; the message tells the user why and what to do. */
public final class Z3UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  Z3UnavailableException(String problem) {
    super(
        "the Z3 solver can't be loaded: it needs Linux with glibc 2.34 or newer, macOS or Windows, and a folder where "
            + "native libraries may be kept and run; name one with `-D" + NativeFolder.PROPERTY + "=FOLDER` ("
            + problem + ")");
  }
}
