package dev.canreach.resource.istio;

/**
 * Requests that a proxy aborts on purpose.
 *
 * @param status the HTTP status; 0 = of another kind
 * @param percent the share of requests, 0 to 100
 */
public record FaultAbort(int status, double percent) {}
