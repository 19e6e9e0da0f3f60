package dev.canreach.resource.linkerd;

import dev.canreach.resource.gateway.GatewayRoute;

/**
 * An HTTPRoute in the mesh's own group: requests on a Server that policies name, or what clients of the mesh do with calls
 * to a Service (LINKERD/L-5).
 *
 * @param object what every object has
 * @param route what it says, in the terms of the Gateway API
 */
public record PolicyRoute(LinkerdObject object, GatewayRoute route) implements LinkerdResource {}
