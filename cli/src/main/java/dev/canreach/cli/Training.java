package dev.canreach.cli;

/**
 * Runs the usual commands once within one process. The launcher starts this to record which classes they load, and puts
 * those into the class-data archive that later starts use.
 */
public final class Training {
  private Training() {}

  /**
   * Runs the commands.
   *
   * @param args folders of manifests to run them on; the first one is the demo, the last one the shop of `testdata/training`
   */
  public static void main(String[] args) {
    Main.run("--version");
    Main.run("--help");
    for (String folder : args) {
      Main.run("map", "-f", folder);
      Main.run("check", folder);
    }
    if (args.length > 0) {
      Main.run("query", "shop/frontend", "shop/api", "-f", args[0]);
      // One that a policy would open.
      Main.run("query", "stock/web", "orders/store", "-f", args[args.length - 1]);
    }
    // An exit code other than 0 takes classes of its own.
    System.exit(Exit.YES);
  }
}
