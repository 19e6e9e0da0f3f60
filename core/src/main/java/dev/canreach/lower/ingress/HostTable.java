package dev.canreach.lower.ingress;

import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.Paths;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.kubernetes.Ingress;
import dev.canreach.resource.kubernetes.IngressRule;
import dev.canreach.resource.kubernetes.IngressRule.IngressPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hosts of a controller. The closest host that some Ingress names decides, and when none of its paths fits, those of
 * wider hosts are not tried (K8S/I-02, I-04).
 */
final class HostTable {
  private final ControllerKind kind;
  /** When a host is named, by host. */
  private final SortedMap<String, PacketExpr> named = new TreeMap<>();
  private final SortedMap<String, List<PathContender>> contenders = new TreeMap<>();
  private final List<PathContender> canaries = new ArrayList<>();
  private final SortedMap<String, Boolean> regexes = new TreeMap<>();

  HostTable(ControllerKind kind, List<ServedIngress> ingresses) {
    this.kind = kind;
    for (ServedIngress served : ingresses) {
      for (String host : hosts(served)) {
        named.merge(host, served.served(), PacketExpr::or);
        regexes.merge(host, kind == ControllerKind.NGINX && annotations(served).makesRegexes(), Boolean::logicalOr);
      }
    }
    for (ServedIngress served : ingresses) {
      for (IngressRule rule : served.ingress().rules()) {
        hosts(served, rule).forEach(host -> addPaths(served, rule, host));
      }
      if (kind != ControllerKind.ISTIO) {
        addDefaults(served);
      }
    }
    contenders.values().forEach(list -> list.sort(PathContender::order));
  }

  private NginxAnnotations annotations(ServedIngress served) {
    return NginxAnnotations.of(served.ingress().meta().annotations());
  }

  /** The hosts with their paths, in the order in which they are tried. */
  List<List<PathContender>> contests() {
    return List.copyOf(contenders.values());
  }

  /** Paths that share the requests of others (K8S/I-11). */
  List<PathContender> canaries() {
    return canaries;
  }

  private List<String> hosts(ServedIngress served) {
    return served.ingress().rules().stream().flatMap(rule -> hosts(served, rule).stream()).distinct().toList();
  }

  private List<String> hosts(ServedIngress served, IngressRule rule) {
    List<String> hosts = new ArrayList<>(List.of(rule.host()));
    if (kind == ControllerKind.NGINX && !rule.host().isEmpty()) {
      annotations(served).aliases().stream().filter(alias -> !alias.startsWith("~")).forEach(hosts::add);
    }
    return hosts;
  }

  private void addPaths(ServedIngress served, IngressRule rule, String host) {
    boolean canary = kind == ControllerKind.NGINX && annotations(served).isTrue("canary");
    boolean regex = regexes.getOrDefault(host, false);
    for (IngressPath path : rule.paths()) {
      PacketExpr match = PacketExpr.and(served.served(), PacketExpr.isHttp(), chosen(host), matches(path, regex));
      PathContender contender = new PathContender(served.ingress(), host, Optional.of(path), path.backend(), regex,
          kind == ControllerKind.ISTIO, "spec.rules[" + rule.index() + "].http.paths[" + path.index() + "]", match);
      if (canary) {
        canaries.add(contender);
      } else {
        contenders.computeIfAbsent(host, key -> new ArrayList<>()).add(contender);
      }
    }
  }

  /** The default backend gets what no path of the Ingress's hosts takes, and what comes for hosts that nobody names. */
  private void addDefaults(ServedIngress served) {
    Ingress ingress = served.ingress();
    ingress.defaultBackend().ifPresent(backend -> {
      List<String> hosts = hosts(served);
      for (String host : hosts) {
        addDefault(served, host, chosen(host));
      }
      if (!hosts.contains("")) {
        PacketExpr others = kind == ControllerKind.NGINX && !ingress.rules().isEmpty()
            ? PacketExpr.holds(Assumption.open("ingress",
                "the controller sends requests for hosts that nobody names to the default backend of `" + ingress.id()
                    + "`, which has rules",
                "give the default backend an Ingress of its own"))
            : PacketExpr.TRUE;
        addDefault(served, "", PacketExpr.and(others, chosen("")));
      }
    });
  }

  private void addDefault(ServedIngress served, String host, PacketExpr condition) {
    contenders.computeIfAbsent(host, key -> new ArrayList<>())
        .add(
            new PathContender(served.ingress(), host, Optional.empty(), served.ingress().defaultBackend().orElseThrow(),
                false, false, "spec.defaultBackend",
                PacketExpr.and(served.served(), PacketExpr.isHttp(), condition)));
  }

  private PacketExpr matches(String host) {
    return kind == ControllerKind.ISTIO
        ? Hosts.matches(TextField.HOST, host)
        : Hosts.matchesOneLabel(TextField.HOST, host);
  }

  /** The request's host is this one, and no closer one is named. */
  private PacketExpr chosen(String host) {
    List<PacketExpr> parts = new ArrayList<>(List.of(matches(host)));
    named.forEach((other, when) -> {
      if (!other.equals(host) && Hosts.covers(host, other)) {
        parts.add(PacketExpr.not(PacketExpr.and(when, matches(other))));
      }
    });
    return PacketExpr.and(parts);
  }

  private static PacketExpr matches(IngressPath path, boolean regex) {
    if (regex) {
      return regex(path.path());
    }
    return switch (path.type()) {
      case EXACT -> Paths.exact(path.path());
      case PREFIX -> Paths.prefix(path.path());
      case IMPLEMENTATION_SPECIFIC -> asTheControllerLikes(path.path());
    };
  }

  /** Plain paths are taken as prefixes everywhere; whether only whole elements count differs. */
  private static PacketExpr asTheControllerLikes(String path) {
    if (!isPlain(path)) {
      return PacketExpr.and(PacketExpr.isHttp(), open(path));
    }
    return PacketExpr.or(Paths.prefix(path),
        PacketExpr.and(PacketExpr.matches(TextField.PATH, TextPattern.prefix(path)), open(path)));
  }

  /** A regular expression in any case, at the start of the path; its dialect is PCRE, which nothing here reads. */
  private static PacketExpr regex(String path) {
    return isPlain(path)
        ? PacketExpr.matches(TextField.PATH, new TextPattern.Prefix(path, true))
        : PacketExpr.and(PacketExpr.isHttp(), open(path));
  }

  private static boolean isPlain(String path) {
    return path.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/_-~%".indexOf(c) >= 0);
  }

  private static PacketExpr open(String path) {
    return PacketExpr.holds(Assumption.open("ingress", "the controller takes this request for the path `" + path + "`",
        "use pathType Exact or Prefix"));
  }
}
