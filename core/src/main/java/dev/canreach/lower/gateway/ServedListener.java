package dev.canreach.lower.gateway;

import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.Listener;
import dev.canreach.resource.gateway.ListenerTls;
import dev.canreach.resource.gateway.RouteKind;
import java.util.Set;

/**
 * A listener as its Gateway serves it.
 *
 * @param gateway the Gateway
 * @param owner the Gateway itself, or the ListenerSet that adds the listener
 * @param listener the listener as written
 * @param conflict why another listener excludes it, or empty: the reason as status conditions spell it (K8S/G-04)
 * @param kinds the kinds of routes that it takes (K8S/G-06)
 * @param invalidKinds whether it names kinds that its protocol cannot serve
 * @param certificates what is known of its certificates
 * @param served when it is served: false, true, or an assumption
 */
public record ServedListener(Gateway gateway, Resource owner, Listener listener, String conflict, Set<RouteKind> kinds,
    boolean invalidKinds, Certificates certificates, PacketExpr served) {

  /** What is known of certificates. */
  public enum Certificates {
    /** There are none, and none are needed. */
    NONE,
    /** They exist. */
    FOUND,
    /** The input does not have them. */
    UNKNOWN,
    /** They cannot be what is needed. */
    INVALID,
    /** No grant permits the reference. */
    NOT_PERMITTED
  }

  /** Copies the set. */
  public ServedListener {
    kinds = Set.copyOf(kinds);
  }

  /** What identifies the listener: two of a name in one object would be refused. */
  String key() {
    return owner.id() + " " + listener.index() + " of " + gateway.id();
  }

  /** Whether the gateway ends TLS. */
  public boolean endsTls() {
    return listener.protocol().equals("HTTPS") || (listener.protocol().equals("TLS") && !passesTls());
  }

  /** Whether TLS goes through to the backend. */
  public boolean passesTls() {
    return listener.protocol().equals("TLS")
        && listener.tls().filter(tls -> tls.mode() == ListenerTls.Mode.PASSTHROUGH).isPresent();
  }

  /** Whether another listener keeps it from working, whatever the assumptions. */
  public boolean refused() {
    return served.equals(PacketExpr.FALSE);
  }
}
