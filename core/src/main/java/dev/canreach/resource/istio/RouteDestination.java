package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.OptionalInt;

/**
 * One target of a rule (ISTIO/I-9).
 *
 * @param host the host as written
 * @param subset the subset of its pods, or empty
 * @param port its port, where one is named
 * @param weight its share, relative to the others
 * @param headers what becomes of the request's headers on this way
 * @param span where it is written
 */
public record RouteDestination(String host, String subset, OptionalInt port, int weight, HeaderChanges headers,
    Span span) {}
