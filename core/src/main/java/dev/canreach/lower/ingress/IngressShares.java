package dev.canreach.lower.ingress;

import dev.canreach.lower.kubernetes.Blocks;
import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.ServiceTargets;
import dev.canreach.lower.proxy.Share;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.resource.kubernetes.Ingress;
import dev.canreach.resource.kubernetes.IngressBackend;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** What becomes of the requests that a path takes (K8S/I-06, I-07, I-11). */
final class IngressShares {
  private static final int UNAVAILABLE = 503;
  private static final int FORBIDDEN = 403;
  private static final int PERMANENT = 308;
  /** What the keys of other controllers' annotations begin with. */
  private static final Set<String> FOREIGN = Set.of("nginx.org/", "nginx.com/", "haproxy.org/", "konghq.com/",
      "haproxy-ingress.github.io/", "contour.heptio.com/", "projectcontour.io/");

  private final ControllerKind kind;
  private final ServiceTargets services;
  private final Blocks blocks;

  IngressShares(ControllerKind kind, ServiceTargets services, Blocks blocks) {
    this.kind = kind;
    this.services = services;
    this.blocks = blocks;
  }

  /**
   * The passages of a path.
   *
   * @param taken the requests that it gets
   * @param accepted the connections, as the client opens them
   */
  List<Passage> passages(PathContender contender, PacketExpr taken, PacketExpr accepted, boolean endsTls) {
    Ingress ingress = contender.ingress();
    Origin origin = new Origin(ingress.id(),
        contender.path().map(path -> "path " + path.path()).orElse("default backend"),
        contender.field(), contender.path().map(path -> path.span()).orElse(contender.backend().span()));
    NginxAnnotations annotations = kind == ControllerKind.NGINX
        ? NginxAnnotations.of(ingress.meta().annotations())
        : NginxAnnotations.of(new TreeMap<>());
    List<Passage> passages = new ArrayList<>();
    PacketExpr admitted = admitted(annotations, ingress);
    if (!admitted.equals(PacketExpr.TRUE)) {
      passages.add(new Passage(PacketExpr.and(accepted, PacketExpr.not(admitted)), endsTls, taken, List.of(
          Share.answer(1, Response.of(FORBIDDEN, "the source ranges of the Ingress leave out the client"))), "ingress",
          origin));
    }
    List<Share> shares = new ArrayList<>();
    PacketExpr served = PacketExpr.TRUE;
    if (!endsTls) {
      PacketExpr toHttps = redirectsToHttps(contender, annotations);
      if (!toHttps.equals(PacketExpr.FALSE)) {
        shares.add(Share.redirect(Response.redirect(PERMANENT, OptionalInt.empty(), "the controller wants HTTPS"),
            List.of(TextChange.set(TextField.SCHEME, "https"))).when(toHttps));
        served = PacketExpr.not(toHttps);
      }
    }
    PacketExpr passes = PacketExpr.and(served, decided(ingress, annotations));
    shares.add(forwarded(contender, annotations).when(passes));
    services.find(ingress.namespace(), contender.backend().service())
        .flatMap(service -> services.corrected(service, 1, List.of()))
        .ifPresent(share -> shares.add(share.when(passes)));
    passages.add(new Passage(PacketExpr.and(accepted, admitted), endsTls, taken, shares, "ingress", origin));
    return passages;
  }

  private PacketExpr admitted(NginxAnnotations annotations, Ingress ingress) {
    PacketExpr allowed = annotations.allowed()
        .map(ranges -> PacketExpr.or(ranges.stream().map(range -> contains(range, ingress)).toList()))
        .orElse(PacketExpr.TRUE);
    PacketExpr denied = PacketExpr.or(annotations.denied().stream().map(range -> contains(range, ingress)).toList());
    return PacketExpr.and(allowed, PacketExpr.not(denied));
  }

  private PacketExpr contains(Cidr range, Ingress ingress) {
    return blocks.contain(Side.SOURCE, new IpBlock(range, List.of(), ingress.span()));
  }

  private PacketExpr redirectsToHttps(PathContender contender, NginxAnnotations annotations) {
    boolean tls = !contender.host().isEmpty()
        && contender.ingress().tls().stream().anyMatch(each -> each.hosts().contains(contender.host()));
    return switch (kind) {
      case NGINX -> PacketExpr.constant(annotations.redirectsToHttps(tls));
      case ISTIO -> PacketExpr.FALSE;
      case OTHER -> tls
          ? PacketExpr.holds(Assumption.open("ingress",
              "the controller sends plain requests for `" + contender.host() + "` to HTTPS",
              "name the controller: --assume ingressController=nginx"))
          : PacketExpr.FALSE;
    };
  }

  /** What nobody models leaves open whether the request is served. */
  private PacketExpr decided(Ingress ingress, NginxAnnotations annotations) {
    Optional<String> opaque = switch (kind) {
      case NGINX -> annotations.opaque();
      case ISTIO -> Optional.empty();
      case OTHER -> ingress.meta().annotations().keySet().stream().filter(IngressShares::isForeign).findFirst();
    };
    return opaque.map(key -> PacketExpr.holds(Assumption.open("annotation",
        "the annotation `" + key + "` of `" + ingress.id() + "` lets the request pass", "remove the annotation")))
        .orElse(PacketExpr.TRUE);
  }

  private static boolean isForeign(String key) {
    int slash = key.indexOf('/');
    String prefix = key.substring(0, slash + 1);
    return FOREIGN.contains(prefix) || (prefix.contains("ingress") && !key.startsWith(NginxAnnotations.PREFIX));
  }

  private Share forwarded(PathContender contender, NginxAnnotations annotations) {
    Optional<String> location = annotations.value("permanent-redirect");
    if (location.isPresent() || annotations.value("temporal-redirect").isPresent()) {
      int status = location.isPresent() ? 301 : 302;
      return Share.answer(1, Response.of(status, "an annotation redirects the request"));
    }
    List<TextChange> changes = new ArrayList<>();
    annotations.value("upstream-vhost").ifPresent(host -> changes.add(TextChange.set(TextField.HOST, host)));
    // what groups of a regular expression put into the path is not known
    annotations.value("rewrite-target")
        .ifPresent(target -> changes.add(target.contains("$")
            ? TextChange.remove(TextField.PATH)
            : TextChange.set(TextField.PATH, target)));
    return backend(contender.ingress(), contender.backend(), changes);
  }

  private Share backend(Ingress ingress, IngressBackend backend, List<TextChange> changes) {
    if (backend.service().isEmpty()) {
      return Share.answer(1, Response.of(UNAVAILABLE, "the backend is no Service"));
    }
    Optional<Service> service = services.find(ingress.namespace(), backend.service());
    String name = ingress.namespace() + "/" + backend.service();
    if (service.isEmpty()) {
      return Share.answer(1, Response.of(UNAVAILABLE, "the input has no Service `" + name + "`"));
    }
    Optional<ServicePort> port = service.get()
        .ports()
        .stream()
        .filter(each -> backend.port().filter(ref -> isPort(each, ref)).isPresent())
        .findFirst();
    return port.map(found -> services.share(service.get(), found, 1, changes))
        .orElse(
            Share.answer(1, Response.of(UNAVAILABLE, "the Service `" + name + "` has no port that the path names")));
  }

  /** Whether the port of a Service is the one that a backend names. */
  static boolean isPort(ServicePort port, PortRef wanted) {
    return switch (wanted) {
      case PortRef.ByNumber number -> port.port() == number.port();
      case PortRef.ByName name -> port.name().equals(name.name());
    };
  }
}
