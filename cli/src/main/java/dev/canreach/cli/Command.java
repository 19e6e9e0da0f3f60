package dev.canreach.cli;

import dev.canreach.cli.options.Syntax;

/** One command of the command line. */
interface Command {
  /** What it takes. */
  Syntax syntax();

  /**
   * Runs it, after its command line has been read.
   *
   * @return the exit code
   */
  int run() throws InterruptedException;
}
