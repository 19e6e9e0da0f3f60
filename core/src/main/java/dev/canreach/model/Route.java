package dev.canreach.model;

import java.util.List;

/**
 * How packets to one endpoint are forwarded to others: a Service, a node port, a load balancer.
 *
 * @param entry the index of the endpoint that clients name
 * @param name what the route is called in answers, e.g. {@code service shop/api}
 * @param alternatives the backends; each packet takes one of those that accept it
 * @param origin the object that forwards
 */
public record Route(int entry, String name, List<Alternative> alternatives, Origin origin) {

  /** Copies the alternatives. */
  public Route {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * One backend.
   *
   * @param destination the index of the endpoint that receives the packet
   * @param weight the share of connections; 0 = never chosen
   * @param path the whole way of the packet, from the client to the backend
   */
  public record Alternative(int destination, int weight, Path path) {}
}
