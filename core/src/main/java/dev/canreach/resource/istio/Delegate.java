package dev.canreach.resource.istio;

/**
 * A virtual service that goes on where another one ends.
 *
 * @param name its name
 * @param namespace its namespace, or empty
 */
public record Delegate(String name, String namespace) {}
