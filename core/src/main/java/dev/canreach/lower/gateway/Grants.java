package dev.canreach.lower.gateway;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.ObjectRef;
import dev.canreach.resource.gateway.ReferenceGrant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which references to other namespaces are permitted (K8S/G-14). */
public final class Grants {
  /** The API group of Gateway API kinds. */
  public static final String GROUP = "gateway.networking.k8s.io";

  private final Map<String, List<ReferenceGrant>> byNamespace = new HashMap<>();

  /** The grants of an input. */
  public Grants(Inventory inventory) {
    for (ReferenceGrant grant : inventory.all(ReferenceGrant.class)) {
      byNamespace.computeIfAbsent(grant.namespace(), key -> new ArrayList<>()).add(grant);
    }
  }

  /** Whether an object of a kind in a namespace may refer so. */
  public boolean permit(String kind, String namespace, ObjectRef reference) {
    return namespace.equals(reference.namespace()) || byNamespace.getOrDefault(reference.namespace(), List.of())
        .stream()
        .anyMatch(grant -> from(grant, kind, namespace) && to(grant, reference));
  }

  private static boolean from(ReferenceGrant grant, String kind, String namespace) {
    return grant.from()
        .stream()
        .anyMatch(from -> from.group().equals(GROUP) && from.kind().equals(kind) && from.namespace().equals(namespace));
  }

  private static boolean to(ReferenceGrant grant, ObjectRef reference) {
    return grant.to()
        .stream()
        .anyMatch(to -> reference.isA(to.group(), to.kind())
            && (to.name().isEmpty() || to.name().equals(reference.name())));
  }
}
