package dev.canreach.lower.gateway;

import dev.canreach.lower.gateway.ServedListener.Certificates;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.Listener;
import dev.canreach.resource.gateway.ListenerSet;
import dev.canreach.resource.gateway.ListenerTls;
import dev.canreach.resource.gateway.ObjectRef;
import dev.canreach.resource.gateway.RouteKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The listeners of Gateways, and which of them exclude each other (K8S/G-03, G-04, G-06, G-18, G-22). */
final class GatewayListeners {
  /** Another listener has the same port and hostname. */
  static final String HOSTNAME_CONFLICT = "HostnameConflict";
  /** Another listener has the same port for another protocol. */
  static final String PROTOCOL_CONFLICT = "ProtocolConflict";

  private static final Set<String> BY_HOSTNAME = Set.of("HTTP", "HTTPS", "TLS");
  private static final Set<String> KNOWN = Set.of("HTTP", "HTTPS", "TLS", "TCP", "UDP");

  private final Grants grants;
  private final Set<String> secrets = new HashSet<>();

  GatewayListeners(Inventory inventory, Grants grants) {
    this.grants = grants;
    for (NotUnderstood object : inventory.notUnderstood()) {
      if (object.kind().equals("Secret")) {
        secrets.add(object.namespace() + "/" + object.name());
      }
    }
  }

  /** Whether the protocol is one that the API names. */
  static boolean isKnown(String protocol) {
    return KNOWN.contains(protocol);
  }

  /** A listener and the object that has it. */
  private record Owned(Resource owner, Listener listener, PacketExpr admitted) {}

  /**
   * The listeners of a Gateway, its own first.
   *
   * @param sets the ListenerSets that it admits, each with the condition of that
   */
  List<ServedListener> of(Gateway gateway, Map<ListenerSet, PacketExpr> sets) {
    List<Owned> all = new ArrayList<>();
    gateway.listeners().forEach(listener -> all.add(new Owned(gateway, listener, PacketExpr.TRUE)));
    sets.forEach((set, admitted) -> set.listeners().forEach(listener -> all.add(new Owned(set, listener, admitted))));
    List<ServedListener> served = new ArrayList<>();
    for (Owned owned : all) {
      String conflict = "";
      List<PacketExpr> conditions = new ArrayList<>();
      conditions.add(owned.admitted());
      for (Owned other : all) {
        String reason = other.equals(owned) ? "" : conflict(owned.listener(), other.listener());
        if (reason.isEmpty()) {
          continue;
        }
        Optional<PacketExpr> loses = loses(owned.owner(), other.owner());
        boolean rivals = !owned.owner().id().equals(other.owner().id());
        if (loses.isEmpty() || isRefused(other, all, rivals)) {
          continue;
        }
        conflict = conflict.isEmpty() ? reason : conflict;
        conditions.add(PacketExpr.not(loses.get()));
      }
      served.add(served(gateway, owned, conflict, conditions, all));
    }
    return served;
  }

  /** Whether the Gateway's own listeners, or others of its set, exclude a listener, so that it excludes no other one. */
  private static boolean isRefused(Owned owned, List<Owned> all, boolean bySiblings) {
    boolean own = owned.owner() instanceof Gateway;
    return !own && all.stream()
        .filter(other -> !other.equals(owned) && !conflict(owned.listener(), other.listener()).isEmpty())
        .anyMatch(other -> other.owner() instanceof Gateway
            || (bySiblings && other.owner().id().equals(owned.owner().id())));
  }

  /** Whether the first of two conflicting listeners is refused; empty when it certainly is not. */
  private static Optional<PacketExpr> loses(Resource owner, Resource other) {
    if (owner.id().equals(other.id())) {
      return Optional.of(PacketExpr.TRUE);
    }
    if (!(owner instanceof ListenerSet set)) {
      return Optional.empty();
    }
    if (!(other instanceof ListenerSet rival)) {
      return Optional.of(PacketExpr.TRUE);
    }
    return Ages.olderFirst(rival.created(), rival.id(), set.created(), set.id());
  }

  private static String conflict(Listener one, Listener other) {
    if (one.port() != other.port() || one.port() == 0) {
      return "";
    }
    boolean hosts = BY_HOSTNAME.contains(one.protocol());
    boolean otherHosts = BY_HOSTNAME.contains(other.protocol());
    if (one.protocol().equals(other.protocol())) {
      return hosts && !one.hostname().equals(other.hostname()) ? "" : HOSTNAME_CONFLICT;
    }
    boolean udp = one.protocol().equals("UDP") || other.protocol().equals("UDP");
    boolean sameName = hosts && otherHosts && one.hostname().equals(other.hostname());
    boolean tcp = (hosts && other.protocol().equals("TCP")) || (otherHosts && one.protocol().equals("TCP"));
    return !udp && (tcp || sameName) ? PROTOCOL_CONFLICT : "";
  }

  private ServedListener served(Gateway gateway, Owned owned, String conflict, List<PacketExpr> conditions,
      List<Owned> all) {
    Listener listener = owned.listener();
    Set<RouteKind> able = able(listener);
    Set<RouteKind> kinds = EnumSet.noneOf(RouteKind.class);
    boolean invalid = false;
    for (Listener.KindRef kind : listener.kinds()) {
      Optional<RouteKind> known = kind.group().equals(Grants.GROUP) ? RouteKind.of(kind.kind()) : Optional.empty();
      invalid |= known.filter(able::contains).isEmpty();
      known.filter(able::contains).ifPresent(kinds::add);
    }
    Certificates certificates = certificates(owned);
    String name = "listener `" + listener.name() + "` of `" + owned.owner().id() + "`";
    switch (certificates) {
      case NOT_PERMITTED, INVALID -> conditions.add(PacketExpr.FALSE);
      case UNKNOWN -> conditions.add(PacketExpr.holds(Assumption.defaulted("certificate",
          "the certificates of " + name + " exist", "add the Secret to the input", true)));
      case NONE, FOUND -> {
        // nothing in the way
      }
    }
    if (listener.protocol().indexOf('/') > 0) {
      conditions.add(PacketExpr.holds(Assumption.open("gateway",
          "the gateway knows the protocol `" + listener.protocol() + "` of " + name,
          "use HTTP, HTTPS, TLS, TCP or UDP")));
    } else if (!KNOWN.contains(listener.protocol())) {
      conditions.add(PacketExpr.FALSE);
    }
    if (all.stream().anyMatch(other -> maybeIncompatible(listener, other.listener()))) {
      conditions.add(PacketExpr.holds(Assumption.open("gateway",
          "the gateway serves " + name + " beside one of another protocol on the same port",
          "give each protocol a port of its own")));
    }
    return new ServedListener(gateway, owned.owner(), listener, conflict, listener.kinds().isEmpty() ? able : kinds,
        invalid, certificates, PacketExpr.and(conditions));
  }

  /** Distinct by the letter, but implementations differ (K8S/G-04). */
  private static boolean maybeIncompatible(Listener one, Listener other) {
    return one.port() == other.port() && BY_HOSTNAME.contains(one.protocol()) && BY_HOSTNAME.contains(other.protocol())
        && !one.protocol().equals(other.protocol());
  }

  private static Set<RouteKind> able(Listener listener) {
    return switch (listener.protocol()) {
      case "HTTP", "HTTPS" -> EnumSet.of(RouteKind.HTTP, RouteKind.GRPC);
      case "TLS" -> listener.tls().filter(tls -> tls.mode() == ListenerTls.Mode.PASSTHROUGH).isPresent()
          ? EnumSet.of(RouteKind.TLS)
          : EnumSet.of(RouteKind.TLS, RouteKind.TCP);
      case "TCP" -> EnumSet.of(RouteKind.TCP);
      case "UDP" -> EnumSet.of(RouteKind.UDP);
      default -> EnumSet.noneOf(RouteKind.class);
    };
  }

  private Certificates certificates(Owned owned) {
    List<ObjectRef> references = owned.listener().tls().map(ListenerTls::certificates).orElse(List.of());
    boolean terminates = owned.listener().tls().filter(tls -> tls.mode() == ListenerTls.Mode.TERMINATE).isPresent();
    if (references.isEmpty() || !terminates) {
      return Certificates.NONE;
    }
    Certificates found = Certificates.FOUND;
    for (ObjectRef reference : references) {
      if (!reference.isA("", "Secret")) {
        return Certificates.INVALID;
      }
      if (!grants.permit(owned.owner().kind(), owned.owner().namespace(), reference)) {
        return Certificates.NOT_PERMITTED;
      }
      if (!secrets.contains(reference.namespace() + "/" + reference.name())) {
        found = Certificates.UNKNOWN;
      }
    }
    return found;
  }
}
