package dev.canreach.lower.gateway;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.gateway.ServedListener.Certificates;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.model.Status;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.BackendRef;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ListenerSet;
import dev.canreach.resource.gateway.ObjectRef;
import dev.canreach.resource.gateway.RouteFilter;
import dev.canreach.resource.gateway.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The status conditions that a controller would report (K8S/G-08, G-23); where implementations differ, none is stated. */
final class Conditions {
  private static final String ACCEPTED = "Accepted";
  private static final String RESOLVED = "ResolvedRefs";
  private static final String NOT_VALID = "ListenersNotValid";

  private final Inventory inventory;
  private final Attachments attachments;
  private final RuleShares shares;
  private final Grants grants;
  private final NetworkBuilder network;

  Conditions(Inventory inventory, Attachments attachments, RuleShares shares, Grants grants, NetworkBuilder network) {
    this.inventory = inventory;
    this.attachments = attachments;
    this.shares = shares;
    this.grants = grants;
    this.network = network;
  }

  void state() {
    attachments.parents().forEach(this::route);
    for (Gateway gateway : attachments.gateways()) {
      if (Acceptance.of(gateway, inventory).equals(PacketExpr.TRUE)) {
        gateway(gateway);
      }
    }
    attachments.sets().forEach(this::set);
  }

  private static String name(Resource object) {
    return object.kind() + "/" + object.namespace() + "/" + object.name();
  }

  private void condition(Resource object, String type, String parent, String listener, boolean holds, String reason) {
    network.status(new Status.Condition(name(object), type, parent, listener, Optional.of(holds), reason));
  }

  /** The object has the condition, with a status that the input cannot decide. */
  private void unknown(Resource object, String type) {
    network.status(new Status.Condition(name(object), type, "", "", Optional.empty(), ""));
  }

  private void route(ParentState state) {
    GatewayRoute route = state.route();
    ObjectRef parent = state.parent().parent();
    String whole = parent.kind() + "/" + parent.namespace() + "/" + parent.name();
    List<String> names = state.parent().sectionName().isEmpty()
        ? List.of(whole)
        : List.of(whole, whole + "#" + state.parent().sectionName());
    boolean known = Acceptance.of(route, inventory).equals(PacketExpr.TRUE)
        && state.attachments().stream().noneMatch(attachment -> attachment.listener().refused());
    Optional<String> unresolved = unresolved(route);
    for (String name : names) {
      if (known && state.accepted().equals(PacketExpr.TRUE)) {
        condition(route, ACCEPTED, name, "", true, ACCEPTED);
      } else if (known && state.accepted().equals(PacketExpr.FALSE)) {
        condition(route, ACCEPTED, name, "", false, state.reason());
      }
      unresolved.ifPresent(
          reason -> condition(route, RESOLVED, name, "", reason.isEmpty(), reason.isEmpty() ? RESOLVED : reason));
    }
  }

  /** Why some reference of a route leads nowhere, empty text when all do lead somewhere; empty when nobody can know. */
  private Optional<String> unresolved(GatewayRoute route) {
    boolean open = false;
    for (RouteRule rule : route.rules()) {
      open |= rule.filters().stream().anyMatch(RouteFilter.Opaque.class::isInstance);
      List<BackendRef> backends = new ArrayList<>(rule.backends());
      Stream.concat(rule.filters().stream(), rule.backends().stream().flatMap(each -> each.filters().stream()))
          .filter(RouteFilter.Mirror.class::isInstance)
          .forEach(filter -> backends.add(((RouteFilter.Mirror) filter).backend()));
      for (BackendRef backend : backends) {
        RuleShares.Resolution resolution = shares.resolve(route, backend);
        if (!resolution.reason().isEmpty()) {
          return Optional.of(resolution.reason());
        }
        open |= resolution.port().isEmpty();
      }
    }
    return open ? Optional.empty() : Optional.of("");
  }

  private void gateway(Gateway gateway) {
    List<ServedListener> own = attachments.listeners(gateway)
        .stream()
        .filter(listener -> listener.owner() instanceof Gateway)
        .toList();
    attachments.listeners(gateway).forEach(this::listener);
    long wrong = own.stream().filter(listener -> !reason(listener).isEmpty()).count();
    boolean decided = own.stream().noneMatch(listener -> isOpen(listener) || isUnusable(listener));
    if (decided) {
      condition(gateway, ACCEPTED, "", "", wrong < own.size(), wrong == 0 ? ACCEPTED : NOT_VALID);
    } else {
      unknown(gateway, ACCEPTED);
    }
    if (gateway.frontend().stream().anyMatch(validation -> validation.fallback())) {
      condition(gateway, "InsecureFrontendValidationMode", "", "", true, "ConfigurationChanged");
    }
    gateway.clientCertificate().ifPresent(certificate -> {
      if (!certificate.isA("", "Secret")) {
        condition(gateway, RESOLVED, "", "", false, "InvalidClientCertificateRef");
      } else if (!grants.permit(gateway.kind(), gateway.namespace(), certificate)) {
        condition(gateway, RESOLVED, "", "", false, "RefNotPermitted");
      } else {
        unknown(gateway, RESOLVED);
      }
    });
  }

  /** Why a listener is not accepted, whatever its certificates; or empty. */
  private static String reason(ServedListener listener) {
    if (!listener.conflict().isEmpty()) {
      return listener.conflict();
    }
    return GatewayListeners.isKnown(listener.listener().protocol()) ? "" : "UnsupportedProtocol";
  }

  /** Implementations need not end TLS for routes of connections, and the age of sets decides about their conflicts. */
  private boolean isOpen(ServedListener listener) {
    boolean endsTls = attachments.listeners(listener.gateway())
        .stream()
        .anyMatch(each -> each.listener().protocol().equals("TLS") && each.endsTls()
            && each.listener().port() == listener.listener().port());
    boolean undecided = !listener.served().equals(PacketExpr.TRUE) && !listener.refused()
        && listener.certificates() != Certificates.UNKNOWN;
    return endsTls || undecided || listener.listener().protocol().indexOf('/') > 0;
  }

  private static boolean isUnusable(ServedListener listener) {
    return listener.certificates() == Certificates.INVALID || listener.certificates() == Certificates.NOT_PERMITTED;
  }

  private void listener(ServedListener listener) {
    String name = listener.listener().name();
    Resource owner = listener.owner();
    if (!isOpen(listener)) {
      String reason = reason(listener);
      condition(owner, ACCEPTED, "", name, reason.isEmpty(), reason.isEmpty() ? ACCEPTED : reason);
      condition(owner, "Conflicted", "", name, !listener.conflict().isEmpty(),
          listener.conflict().isEmpty() ? "NoConflicts" : listener.conflict());
    }
    switch (listener.certificates()) {
      case NONE -> condition(owner, RESOLVED, "", name, !listener.invalidKinds(),
          listener.invalidKinds() ? "InvalidRouteKinds" : RESOLVED);
      case NOT_PERMITTED -> condition(owner, RESOLVED, "", name, false, "RefNotPermitted");
      case INVALID -> condition(owner, RESOLVED, "", name, false, "InvalidCertificateRef");
      case FOUND, UNKNOWN -> {
        // whether they are certificates is not known
      }
    }
    List<Attachment> routes = attachments.on(listener);
    boolean certain = routes.stream()
        .allMatch(each -> each.condition().equals(PacketExpr.TRUE)
            && Acceptance.of(each.route(), inventory).equals(PacketExpr.TRUE));
    if (routes.isEmpty() || (certain && !listener.refused() && !isOpen(listener))) {
      int count = (int) routes.stream().map(each -> each.route().id()).distinct().count();
      network.status(new Status.AttachedRoutes(name(owner), name, count));
    }
  }

  private void set(ListenerSet set) {
    Optional<PacketExpr> admitted = attachments.admitted(set);
    if (admitted.filter(PacketExpr.FALSE::equals).isPresent()) {
      condition(set, ACCEPTED, "", "", false, "NotAllowed");
      return;
    }
    List<ServedListener> listeners = attachments.gateways()
        .stream()
        .flatMap(gateway -> attachments.listeners(gateway).stream())
        .filter(listener -> listener.owner().id().equals(set.id()))
        .toList();
    boolean certain = admitted.filter(PacketExpr.TRUE::equals).isPresent()
        && listeners.stream().noneMatch(this::isOpen);
    if (certain && !listeners.isEmpty()) {
      boolean none = listeners.stream().allMatch(ServedListener::refused);
      condition(set, ACCEPTED, "", "", !none, none ? NOT_VALID : ACCEPTED);
    } else {
      unknown(set, ACCEPTED);
    }
  }
}
