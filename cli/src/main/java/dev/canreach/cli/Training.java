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
   * @param args the folder of manifests to run them on
   */
  public static void main(String[] args) {
    Main.run("--version");
    Main.run("--help");
    if (args.length == 1) {
      Main.run("map", "-f", args[0]);
      Main.run("check", args[0]);
      Main.run("query", "shop/frontend", "shop/api", "-f", args[0]);
    }
  }
}
