package dev.canreach.model;

import java.util.List;
import java.util.Optional;

/**
 * How packets to one endpoint are forwarded to others, or answered by a proxy: a Service, a node port, a load balancer,
 * a gateway.
 *
 * @param entry the index of the endpoint that clients name
 * @param name what the route is called in answers, e.g. {@code service shop/api}
 * @param alternatives where packets go; each packet takes one of those that accept it, by weight
 * @param origin the object that forwards
 */
public record Route(int entry, String name, List<Alternative> alternatives, Origin origin) {

  /** Copies the alternatives. */
  public Route {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * One way for packets.
   *
   * @param destination the index of the endpoint that receives the packet; the proxy that answers where there is a
   *     response
   * @param weight the share of connections, relative to the other alternatives; 0 = never chosen
   * @param path the whole way of the packet, from the client to the destination
   * @param backend what the route names as the target; empty where it names none
   * @param response what the destination answers by itself; empty where it serves the request
   */
  public record Alternative(int destination, int weight, Path path, Optional<Backend> backend,
      Optional<Response> response) {

    /** A destination that serves what arrives. */
    public Alternative(int destination, int weight, Path path) {
      this(destination, weight, path, Optional.empty(), Optional.empty());
    }

    /** A pod of a backend. */
    public Alternative(int destination, int weight, Path path, Backend backend) {
      this(destination, weight, path, Optional.of(backend), Optional.empty());
    }

    /** A proxy that answers. */
    public Alternative(int destination, int weight, Path path, Response response) {
      this(destination, weight, path, Optional.empty(), Optional.of(response));
    }
  }
}
