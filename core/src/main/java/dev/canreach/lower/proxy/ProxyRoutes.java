package dev.canreach.lower.proxy;

import dev.canreach.lower.kubernetes.Backend;
import dev.canreach.model.Assignment;
import dev.canreach.model.Path;
import dev.canreach.model.Route.Alternative;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ways through a proxy: from the client to the proxy, and in a connection of its own from the proxy to a backend, so
 * that policies at the backend see the proxy (K8S/I-10, G-20).
 */
public final class ProxyRoutes {
  private static final int MOST_PODS = 1000;

  private final ProxyPlanes planes;
  private final Proxy proxy;

  ProxyRoutes(ProxyPlanes planes, Proxy proxy) {
    this.planes = planes;
    this.proxy = proxy;
  }

  /**
   * The ways of the traffic that a rule takes.
   *
   * @param port the port that clients name; empty where any port leads here
   */
  public List<Alternative> of(Passage passage, OptionalInt port) {
    List<Alternative> alternatives = new ArrayList<>();
    long scale = scale(passage.shares());
    for (Share share : passage.shares()) {
      if (share.pods().isEmpty()) {
        alternatives.add(answered(passage, share, port, (int) (share.weight() * scale)));
        continue;
      }
      int weight = (int) (share.weight() * scale / share.pods().size());
      for (Backend pod : share.pods()) {
        List<Step> steps = toProxy(passage, port);
        steps.add(new Step.Hop(passage.name(), PacketExpr.and(passage.taken(), share.condition(), pod.condition()),
            assignments(share.changes(), pod), passage.origin()));
        steps.add(new Step.Stage(planes.egress()));
        steps.add(new Step.Stage(planes.ingress()));
        alternatives.add(
            new Alternative(pod.endpoint(), weight, new Path(steps), share.backend(), Optional.empty()));
      }
    }
    return alternatives;
  }

  /** Connections that a proxy takes without anybody saying anything: the proxy itself is reached. */
  public Alternative opened(PacketExpr accepted, boolean endsTls, Passage like, OptionalInt port) {
    Passage opened = new Passage(accepted, endsTls, PacketExpr.TRUE, List.of(), like.name(), like.origin());
    List<Step> steps = toProxy(opened, port);
    steps.add(new Step.Hop(like.name(), PacketExpr.not(PacketExpr.isHttp()), List.of(), like.origin()));
    return new Alternative(proxy.endpoint(), 1, new Path(steps));
  }

  private Alternative answered(Passage passage, Share share, OptionalInt port, int weight) {
    List<Step> steps = toProxy(passage, port);
    List<Assignment> changes = share.changes().stream().<Assignment>map(Assignment.Rewrite::new).toList();
    steps.add(new Step.Hop(passage.name(), PacketExpr.and(passage.taken(), share.condition()), changes,
        passage.origin()));
    return new Alternative(proxy.endpoint(), weight, new Path(steps), share.backend(), share.response());
  }

  private List<Step> toProxy(Passage passage, OptionalInt port) {
    List<Step> steps = new ArrayList<>();
    List<Assignment> assignments = new ArrayList<>();
    assignments.add(new Assignment.ToEnd(Side.DESTINATION, proxy.endpoint(), Optional.empty()));
    proxy.port(port).ifPresent(own -> assignments.add(new Assignment.ToPort(own)));
    steps.add(new Step.Hop("proxy", passage.accepted(), assignments, passage.origin()));
    steps.add(new Step.Stage(planes.egress()));
    steps.add(new Step.Stage(planes.ingress()));
    if (passage.endsTls()) {
      steps.add(new Step.Hop("tls", PacketExpr.TRUE, List.of(new Assignment.Rewrite(new TextChange.EndTls())),
          passage.origin()));
    }
    return steps;
  }

  private List<Assignment> assignments(List<TextChange> changes, Backend pod) {
    List<Assignment> assignments = new ArrayList<>();
    changes.forEach(change -> assignments.add(new Assignment.Rewrite(change)));
    assignments.add(new Assignment.ToEnd(Side.SOURCE, proxy.endpoint(), Optional.empty()));
    assignments.add(new Assignment.ToEnd(Side.DESTINATION, pod.endpoint(), pod.address()));
    pod.port().ifPresent(port -> assignments.add(new Assignment.ToPort(port)));
    return assignments;
  }

  /** A factor that lets the weight of each share be divided among its pods without a rest, while that is small. */
  private static long scale(List<Share> shares) {
    long scale = 1;
    for (Share share : shares) {
      long pods = Math.max(1, share.pods().size());
      long next = scale / gcd(scale, pods) * pods;
      if (next > MOST_PODS) {
        return MOST_PODS;
      }
      scale = next;
    }
    return scale;
  }

  private static long gcd(long left, long right) {
    return right == 0 ? left : gcd(right, left % right);
  }
}
