package dev.canreach.resource.linkerd;

/**
 * How many requests a Server answers in a second. No limit is so low that it refuses a single request.
 *
 * @param object what every object has
 * @param target the Server
 */
public record RateLimit(LinkerdObject object, TargetRef target) implements LinkerdResource {}
