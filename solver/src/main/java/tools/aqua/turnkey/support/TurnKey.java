package tools.aqua.turnkey.support;

import dev.canreach.solver.smt.Z3Library;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Stands in for the support library of the Z3 bindings, whose static initialiser calls this one method. The original
 * unpacks 35 MB into a fresh temporary folder at every start; {@link Z3Library} unpacks once.
 */
public final class TurnKey {
  private TurnKey() {}

  /**
   * Loads Z3's native libraries; called by the Z3 bindings only.
   *
   * @param prefix where the bindings keep their libraries, as a resource path; known already
   * @param resources opens a resource of the bindings; not needed
   */
  public static void load(String prefix, Function<String, InputStream> resources) {
    Z3Library.load();
  }
}
