package dev.canreach.cli;

import picocli.CommandLine.Option;

/** `--help`, which every command takes. */
final class HelpOption {
  @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this")
  boolean help;
}
