package dev.canreach.lower.ingress;

import dev.canreach.lower.kubernetes.Blocks;
import dev.canreach.lower.proxy.Contest;
import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.ProxyRoutes;
import dev.canreach.lower.proxy.ServiceTargets;
import dev.canreach.lower.proxy.Share;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.model.Route.Alternative;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The ways through an ingress controller: plain HTTP on port 80, HTTPS on port 443 (K8S/I-04, I-07). */
final class ControllerRoutes {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int NOT_FOUND = 404;

  private final ControllerKind kind;
  private final List<ServedIngress> ingresses;
  private final IngressShares shares;
  private final Origin origin;

  ControllerRoutes(ControllerKind kind, List<ServedIngress> ingresses, ServiceTargets services, Blocks blocks,
      Origin origin) {
    this.kind = kind;
    this.ingresses = List.copyOf(ingresses);
    this.shares = new IngressShares(kind, services, blocks);
    this.origin = origin;
  }

  /** The ways through one of the controller's proxies. */
  List<Alternative> alternatives(ProxyRoutes ways) {
    if (ingresses.isEmpty()) {
      return List.of();
    }
    HostTable hosts = new HostTable(kind, ingresses);
    PacketExpr plain = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.is(Field.DESTINATION_PORT, HTTP));
    List<Alternative> alternatives = new ArrayList<>(through(hosts, ways, plain, false, HTTP));
    PacketExpr silent = PacketExpr.and(PacketExpr.not(isTls()), PacketExpr.not(PacketExpr.isHttp()));
    Passage entrance = new Passage(plain, false, PacketExpr.TRUE, List.of(), "ingress", origin);
    alternatives.add(ways.opened(PacketExpr.and(plain, silent), false, entrance, OptionalInt.of(HTTP)));
    PacketExpr port = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.is(Field.DESTINATION_PORT, HTTPS),
        servesTls());
    PacketExpr secured = PacketExpr.and(port, isTls(), certified());
    alternatives.addAll(through(hosts, ways, secured, true, HTTPS));
    alternatives.add(ways.opened(PacketExpr.and(port, silent), false, entrance, OptionalInt.of(HTTPS)));
    alternatives.add(ways.opened(secured, true, entrance, OptionalInt.of(HTTPS)));
    return alternatives;
  }

  private static PacketExpr isTls() {
    return PacketExpr.matches(TextField.TLS, TextPattern.present());
  }

  /** Whether anything listens for TLS. */
  private PacketExpr servesTls() {
    boolean asked = ingresses.stream().anyMatch(each -> !each.ingress().tls().isEmpty());
    return switch (kind) {
      case NGINX -> PacketExpr.TRUE;
      case ISTIO -> PacketExpr.constant(asked);
      case OTHER -> asked
          ? PacketExpr.TRUE
          : PacketExpr.holds(Assumption.open("ingress", "the controller serves HTTPS although no Ingress asks for it",
              "add `tls` to an Ingress"));
    };
  }

  /** Controllers have a certificate of their own for other names, but for Istio's. */
  private PacketExpr certified() {
    if (kind != ControllerKind.ISTIO) {
      return PacketExpr.TRUE;
    }
    return PacketExpr.or(ingresses.stream()
        .flatMap(each -> each.ingress().tls().stream())
        .flatMap(tls -> tls.hosts().isEmpty() ? List.of("").stream() : tls.hosts().stream())
        .distinct()
        .map(host -> Hosts.matches(TextField.SNI, host))
        .toList());
  }

  private List<Alternative> through(HostTable hosts, ProxyRoutes ways, PacketExpr accepted, boolean endsTls, int port) {
    List<Passage> passages = new ArrayList<>();
    List<PacketExpr> taken = new ArrayList<>();
    for (List<PathContender> contest : hosts.contests()) {
      List<PacketExpr> guards = Contest.guards(contest);
      for (int i = 0; i < contest.size(); i++) {
        taken.add(contest.get(i).match());
        passages.addAll(shares.passages(contest.get(i), guards.get(i), accepted, endsTls));
      }
    }
    for (PathContender canary : hosts.canaries()) {
      passages.addAll(shares.passages(canary, canary.match(), accepted, endsTls));
    }
    passages
        .add(new Passage(accepted, endsTls, PacketExpr.and(PacketExpr.isHttp(), PacketExpr.not(PacketExpr.or(taken))),
            List.of(Share.answer(1, Response.of(NOT_FOUND, "no rule matches the request"))), "ingress", origin));
    return passages.stream().flatMap(passage -> ways.of(passage, OptionalInt.of(port)).stream()).toList();
  }
}
