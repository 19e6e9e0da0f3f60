package dev.canreach.resource.linkerd;

import dev.canreach.source.Span;

/**
 * A reference to another object.
 *
 * @param group its API group; empty for the core group
 * @param kind its kind
 * @param namespace its namespace, the referring object's own where none is written
 * @param name its name
 * @param span where the reference stands
 */
public record TargetRef(String group, String kind, String namespace, String name, Span span) {

  /** The group of the policies. */
  public static final String POLICY = "policy.linkerd.io";

  /** Whether it refers to this kind of the mesh's own policies. */
  public boolean isPolicy(String wanted) {
    return group.equals(POLICY) && kind.equals(wanted);
  }

  /** Whether it refers to this kind of the core group. */
  public boolean isCore(String wanted) {
    return (group.isEmpty() || group.equals("core")) && kind.equals(wanted);
  }
}
