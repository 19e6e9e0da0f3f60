package dev.canreach.solver;

import dev.canreach.lower.Assumptions;
import java.util.Objects;

/**
 * How an input is read.
 *
 * @param defaultNamespace where namespaced objects without a namespace land (K8S/W-04)
 * @param strict whether what servers merely warn about is an error
 * @param assumptions what the user says about things that the input does not state
 */
public record LoadOptions(String defaultNamespace, boolean strict, Assumptions assumptions) {

  /** Namespace `default`, not strict, no assumptions. */
  public static final LoadOptions DEFAULT = new LoadOptions("default", false, Assumptions.NONE);

  /** Rejects nulls. */
  public LoadOptions {
    Objects.requireNonNull(defaultNamespace);
    Objects.requireNonNull(assumptions);
  }

  /** These options with other assumptions. */
  public LoadOptions assuming(Assumptions other) {
    return new LoadOptions(defaultNamespace, strict, other);
  }
}
