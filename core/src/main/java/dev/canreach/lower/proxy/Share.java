package dev.canreach.lower.proxy;

import dev.canreach.lower.kubernetes.Backend;
import dev.canreach.model.Response;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextChange;
import java.util.List;
import java.util.Optional;

/**
 * Where a part of the requests that a rule takes goes: to pods, or nowhere because the proxy answers.
 *
 * @param weight the part, relative to the other shares
 * @param condition what must hold for it to be so
 * @param backend what the rule names as target; empty where it names none
 * @param pods the pods that serve it; empty where the proxy answers, or where nobody knows who serves it
 * @param changes what the proxy does to the request
 * @param response what the proxy answers; empty where pods serve it, or where nobody knows who does
 */
public record Share(int weight, PacketExpr condition, Optional<dev.canreach.model.Backend> backend, List<Backend> pods,
    List<TextChange> changes, Optional<Response> response) {

  /** Copies the lists. */
  public Share {
    pods = List.copyOf(pods);
    changes = List.copyOf(changes);
  }

  /** The proxy answers. */
  public static Share answer(int weight, Response response) {
    return new Share(weight, PacketExpr.TRUE, Optional.empty(), List.of(), List.of(), Optional.of(response));
  }

  /** The proxy sends the client elsewhere. */
  public static Share redirect(Response response, List<TextChange> changes) {
    return new Share(1, PacketExpr.TRUE, Optional.empty(), List.of(), changes, Optional.of(response));
  }

  /** The share under a further condition. */
  public Share when(PacketExpr other) {
    return new Share(weight, PacketExpr.and(condition, other), backend, pods, changes, response);
  }
}
