package dev.canreach.resource.istio;

import java.util.OptionalInt;

/**
 * A port of a service entry (ISTIO/I-11).
 *
 * @param number the port that clients call
 * @param name its name
 * @param protocol its protocol as written
 * @param targetPort the port of the endpoints, where it differs
 */
public record EntryPort(int number, String name, String protocol, OptionalInt targetPort) {}
