package dev.canreach.resource.istio;

import java.util.OptionalInt;

/**
 * Where a client is sent instead.
 *
 * @param uri the new path, or empty
 * @param uriPrefix the new beginning of the path, or empty
 * @param authority the new host, or empty
 * @param scheme the new scheme, or empty
 * @param port the new port, where one is named
 * @param derivePort how the port is found otherwise, or empty
 * @param status the HTTP status
 */
public record Redirection(String uri, String uriPrefix, String authority, String scheme, OptionalInt port,
    String derivePort, int status) {}
