package dev.canreach.cli;

/** Exit codes (contract §5), the same for every format. */
final class Exit {
  /** Yes, or clean. */
  static final int YES = 0;
  /** No, or findings. */
  static final int NO = 1;
  /** The command line or configuration is wrong. */
  static final int USAGE = 2;
  /** Nothing was read, or not everything although `--strict` asks for it. */
  static final int INCOMPLETE = 3;
  /** It depends on what the input does not state. */
  static final int UNKNOWN = 4;
  /** A bug. */
  static final int INTERNAL = 5;

  private Exit() {}
}
