package dev.canreach.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command `canreach`. */
@Command(name = "canreach", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, description = "Answers \"can A reach B on port P?\" from manifests.")
public final class Main implements Runnable {

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs one command line within this process.
   *
   * @return the exit code
   */
  static int run(String... args) {
    return new CommandLine(new Main()).execute(args);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[]{"canreach " + (version == null ? "(not packaged)" : version)};
    }
  }
}
