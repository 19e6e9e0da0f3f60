package dev.canreach.resource.linkerd;

import java.util.List;

/**
 * Identities, one of which a client must have (LINKERD/L-5).
 *
 * @param object what every object has
 * @param identities names, {@code *} for any, or {@code *.} and the end of names
 * @param references service accounts, or namespaces for all of their accounts
 */
public record MeshTlsAuthentication(LinkerdObject object, List<String> identities, List<TargetRef> references)
    implements
      LinkerdResource {

  /** Copies the lists. */
  public MeshTlsAuthentication {
    identities = List.copyOf(identities);
    references = List.copyOf(references);
  }
}
