package dev.canreach.lower.linkerd;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.linkerd.AuthorizationPolicy;
import dev.canreach.resource.linkerd.LinkerdResource;
import dev.canreach.resource.linkerd.MeshTlsAuthentication;
import dev.canreach.resource.linkerd.NetworkAuthentication;
import dev.canreach.resource.linkerd.ServerAuthorization;
import dev.canreach.resource.linkerd.TargetRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What authorizations demand of clients (LINKERD/L-5). */
final class Authorizations {
  private final Inventory inventory;
  private final Clients clients;
  private final Map<String, MeshTlsAuthentication> identities = new HashMap<>();
  private final Map<String, NetworkAuthentication> networks = new HashMap<>();

  Authorizations(Inventory inventory, Clients clients) {
    this.inventory = inventory;
    this.clients = clients;
    inventory.latest(MeshTlsAuthentication.class).forEach(each -> identities.put(key(each), each));
    inventory.latest(NetworkAuthentication.class).forEach(each -> networks.put(key(each), each));
  }

  private static String key(LinkerdResource resource) {
    return resource.namespace() + "/" + resource.name();
  }

  /** The client shows all that the policy requires; where that names an object that does not exist, nobody does. */
  PacketExpr shown(AuthorizationPolicy policy) {
    List<PacketExpr> parts = new ArrayList<>();
    parts.add(Acceptance.of(policy, inventory));
    RefusedParts refused = RefusedParts.of(policy, inventory);
    if (refused.touch("spec.requiredAuthenticationRefs")) {
      parts.add(refused.mayMean("requires what this client shows"));
    } else {
      policy.required().forEach(reference -> parts.add(shown(reference)));
    }
    return PacketExpr.and(parts);
  }

  private PacketExpr shown(TargetRef reference) {
    String key = reference.namespace() + "/" + reference.name();
    if (reference.isPolicy("MeshTLSAuthentication") && identities.containsKey(key)) {
      return shown(Objects.requireNonNull(identities.get(key)));
    }
    if (reference.isPolicy("NetworkAuthentication") && networks.containsKey(key)) {
      NetworkAuthentication found = Objects.requireNonNull(networks.get(key));
      return known(found, clients.in(found.networks()));
    }
    return reference.isCore("ServiceAccount")
        ? clients.account(reference.namespace(), reference.name())
        : PacketExpr.FALSE;
  }

  private PacketExpr shown(MeshTlsAuthentication authentication) {
    Stream<PacketExpr> named = authentication.identities().stream().map(clients::identity);
    Stream<PacketExpr> referred = authentication.references()
        .stream()
        .map(reference -> reference.isCore("Namespace")
            ? clients.namespace(reference.name())
            : clients.account(reference.namespace(), reference.name()));
    return known(authentication, PacketExpr.or(Stream.concat(named, referred).toList()));
  }

  /** What an object demands; nobody knows what one demands that the server refuses for what it says. */
  private PacketExpr known(LinkerdResource resource, PacketExpr demanded) {
    RefusedParts refused = RefusedParts.of(resource, inventory);
    return PacketExpr.and(Acceptance.of(resource, inventory),
        refused.isEmpty() ? demanded : refused.mayMean("names this client"));
  }

  /** The client is one that the authorization describes. */
  PacketExpr shown(ServerAuthorization authorization) {
    PacketExpr proof = switch (authorization.client()) {
      case UNAUTHENTICATED -> PacketExpr.TRUE;
      case ANY_TLS -> clients.known();
      case IDENTITIES -> PacketExpr.or(Stream.concat(
          authorization.identities().stream().map(clients::identity),
          authorization.accounts()
              .stream()
              .map(account -> clients.account(account.namespace(), account.name())))
          .toList());
      case NOBODY -> PacketExpr.FALSE;
    };
    PacketExpr place = authorization.networks().isEmpty() ? PacketExpr.TRUE : clients.in(authorization.networks());
    RefusedParts refused = RefusedParts.of(authorization, inventory);
    return PacketExpr.and(Acceptance.of(authorization, inventory),
        refused.touch("spec.client") ? refused.mayMean("names this client") : PacketExpr.and(proof, place));
  }
}
