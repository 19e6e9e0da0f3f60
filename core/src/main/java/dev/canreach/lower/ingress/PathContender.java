package dev.canreach.lower.ingress;

import dev.canreach.lower.proxy.Contest.Contender;
import dev.canreach.lower.proxy.Paths;
import dev.canreach.lower.proxy.RequestShape;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.kubernetes.Ingress;
import dev.canreach.resource.kubernetes.IngressBackend;
import dev.canreach.resource.kubernetes.IngressRule.IngressPath;
import dev.canreach.resource.kubernetes.IngressRule.PathType;
import java.util.Optional;

/**
 * A path of a host, or the default backend behind its paths, in the contest for requests (K8S/I-03 to I-05).
 *
 * @param ingress the Ingress
 * @param host the host
 * @param path the path; empty for the default backend
 * @param backend what gets the requests
 * @param regex whether the host's paths are regular expressions
 * @param raw whether a slash at the end of a prefix counts for its length (ISTIO/IX-11)
 * @param field the path of the rule in the object
 * @param match the requests that it fits
 */
record PathContender(Ingress ingress, String host, Optional<IngressPath> path, IngressBackend backend, boolean regex,
    boolean raw, String field, PacketExpr match) implements Contender {

  @Override
  public RequestShape shape() {
    if (path.isEmpty() || regex || path.get().type() == PathType.IMPLEMENTATION_SPECIFIC) {
      return RequestShape.ofHost(host);
    }
    return new RequestShape(host, path.get().path(), path.get().type() == PathType.EXACT);
  }

  /** Longer paths first, then whole paths, then the older object, then the order in the object. */
  static int order(PathContender left, PathContender right) {
    int order = Integer.compare(right.length(), left.length());
    if (order == 0) {
      order = Integer.compare(left.typeRank(), right.typeRank());
    }
    if (order == 0 && left.ingress.created().isPresent() && right.ingress.created().isPresent()) {
      order = left.ingress.created().get().compareTo(right.ingress.created().get());
    }
    return order != 0 ? order : left.ingress.id().compareTo(right.ingress.id());
  }

  private int length() {
    if (path.isEmpty()) {
      return -1;
    }
    boolean whole = path.get().type() == PathType.EXACT || regex || raw;
    return whole ? path.get().path().length() : Paths.elements(path.get().path()).length();
  }

  private int typeRank() {
    return path.isPresent() && path.get().type() == PathType.EXACT && !regex ? 0 : 1;
  }

  @Override
  public Optional<Assumption> precedes(Contender other) {
    if (!(other instanceof PathContender later) || later.ingress.id().equals(ingress.id())
        || length() != later.length() || typeRank() != later.typeRank()
        || (ingress.created().isPresent() && later.ingress.created().isPresent())) {
      return Optional.empty();
    }
    return Optional.of(Assumption.open("creation",
        "`" + ingress.id() + "` comes before `" + later.ingress.id() + "`, which has the same path for the same host",
        "add `metadata.creationTimestamp` as the cluster has it, or remove one of the paths"));
  }
}
