package dev.canreach.api.admission;

import java.util.Objects;

/**
 * Something that speaks against a state of the cluster.
 *
 * @param id the rule or intent that objects
 * @param fingerprint stays the same while the objection does
 * @param enforcement what it does to a request that introduces it
 * @param message one sentence, with a witness where there is one
 */
public record Objection(String id, String fingerprint, Enforcement enforcement, String message) {
  /** Rejects nulls. */
  public Objection {
    Objects.requireNonNull(id);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(enforcement);
    Objects.requireNonNull(message);
  }
}
