package dev.canreach.resource.linkerd;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.IpBlock;
import java.util.List;
import java.util.Optional;

/**
 * Who may call some Servers, in the older way of saying it (LINKERD/L-5).
 *
 * @param object what every object has
 * @param server the Server of this name; empty where the selector tells
 * @param selector the Servers of its namespace with these labels; empty where the name tells
 * @param client how clients prove who they are
 * @param identities the identities, where some are demanded
 * @param accounts the service accounts, where some are demanded
 * @param networks the networks that clients are in; none = anywhere
 */
public record ServerAuthorization(LinkerdObject object, Optional<String> server, Optional<LabelSelector> selector,
    Client client, List<String> identities, List<TargetRef> accounts, List<IpBlock> networks)
    implements
      LinkerdResource {

  /** How clients prove who they are. */
  public enum Client {
    /** They need not. */
    UNAUTHENTICATED,
    /** By mutual TLS, under any identity or none. */
    ANY_TLS,
    /** By mutual TLS, under one of the identities or service accounts. */
    IDENTITIES,
    /** Nothing is written that somebody could fulfil. */
    NOBODY
  }

  /** Copies the lists. */
  public ServerAuthorization {
    identities = List.copyOf(identities);
    accounts = List.copyOf(accounts);
    networks = List.copyOf(networks);
  }
}
