package dev.canreach.resource.linkerd;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.PortRef;
import java.util.Optional;

/**
 * A port of some pods whose clients policies name (LINKERD/L-4).
 *
 * @param object what every object has
 * @param pods the pods of its namespace; empty where it selects workloads outside the cluster, or nothing at all
 * @param port the port; empty where none is written that could be one
 * @param protocol what the proxy takes the bytes for
 * @param access whom the port takes beyond those that policies name
 */
public record Server(LinkerdObject object, Optional<LabelSelector> pods, Optional<PortRef> port,
    ProxyProtocol protocol, AccessPolicy access) implements LinkerdResource {}
