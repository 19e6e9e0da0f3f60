package dev.canreach.resource.cilium;

import java.util.Objects;

/**
 * The key of a label and where the label comes from (CILIUM/2.2).
 *
 * @param source {@code k8s}, {@code reserved}, {@code cidr} …; {@code any} for a label of any source
 * @param name the key itself
 */
public record SourcedKey(String source, String name) {
  /** The source that stands for every source. */
  public static final String ANY = "any";
  /** The source of labels that the orchestrator knows. */
  public static final String KUBERNETES = "k8s";
  /** The source of labels that Cilium itself gives. */
  public static final String RESERVED = "reserved";

  public SourcedKey {
    Objects.requireNonNull(source);
    Objects.requireNonNull(name);
  }

  /** The parts of a key as written. */
  public static SourcedKey parse(String key) {
    int colon = key.indexOf(':');
    return colon < 0 ? new SourcedKey(ANY, key) : new SourcedKey(key.substring(0, colon), key.substring(colon + 1));
  }

  /** Whether it can be the key of a label that this source gives. */
  public boolean covers(String labelSource) {
    return source.equals(ANY) || source.equals(labelSource);
  }
}
