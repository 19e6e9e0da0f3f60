package dev.canreach.model;

import java.util.OptionalInt;

/**
 * What a route names as one of its targets. Several alternatives may belong to one backend, one for each pod, or a single
 * one that answers in its place when there is none.
 *
 * @param service the Service, {@code NAMESPACE/NAME}, or a name outside the cluster
 * @param subset the subset of its pods, or empty
 * @param port the port of the Service, where the route names one
 * @param weight the share of requests, relative to the other backends of the route
 */
public record Backend(String service, String subset, OptionalInt port, int weight) {

  /** A Service as a whole. */
  public Backend(String service, int weight) {
    this(service, "", OptionalInt.empty(), weight);
  }
}
