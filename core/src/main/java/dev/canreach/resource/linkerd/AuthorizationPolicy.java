package dev.canreach.resource.linkerd;

import java.util.List;

/**
 * Who may call a Server, a route, or the Servers of a namespace (LINKERD/L-5).
 *
 * @param object what every object has
 * @param target the Server, route or namespace
 * @param required what clients must show, all of it; nothing = everybody may call
 */
public record AuthorizationPolicy(LinkerdObject object, TargetRef target, List<TargetRef> required)
    implements
      LinkerdResource {

  /** Copies the list. */
  public AuthorizationPolicy {
    required = List.copyOf(required);
  }
}
