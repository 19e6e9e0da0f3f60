package dev.canreach.resource;

import java.util.Objects;

/**
 * The object that owns another one (K8S/W-15).
 *
 * @param kind the owner's kind
 * @param name the owner's name, in the namespace of the owned object
 * @param controller whether the owner manages the owned object
 */
public record OwnerReference(String kind, String name, boolean controller) {
  public OwnerReference {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
  }
}
