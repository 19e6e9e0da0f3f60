package dev.canreach.model;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that can be reached, and everything that decides whether it can: the one intermediate form that every
 * dialect lowers into and every interpreter reads.
 */
public final class Network {
  private final List<Endpoint> endpoints;
  private final Endpoint outside;
  private final Path direct;
  private final List<Route> routes;
  private final Names names;
  private final AddressSet known;
  private final SortedMap<String, EndpointSet> groups;
  private final List<Attachment> attachments;
  private final List<Status> statuses;
  private final Optional<Path> authenticated;
  private final Map<String, Endpoint> byId = new HashMap<>();
  private final Map<Address, Endpoint> byAddress = new HashMap<>();
  private final Map<Integer, List<Route>> routesByEntry = new HashMap<>();

  /**
   * A network.
   *
   * @param endpoints the endpoints, each at its own index; exactly one has the role {@link Role#OUTSIDE}
   * @param direct the stages that a packet meets that no route forwards
   * @param routes how packets to an endpoint are forwarded to others
   * @param names what names resolve to
   * @param known address ranges that belong to the network itself, beyond the endpoints' own addresses (pod, Service and
   *     node ranges); no address in them counts as internet
   */
  public Network(List<Endpoint> endpoints, Path direct, List<Route> routes, Names names, AddressSet known) {
    this(endpoints, direct, routes, names, known, new TreeMap<>());
  }

  /**
   * A network in which names stand for several endpoints.
   *
   * @param groups the endpoints that a name stands for, e.g. the listed pods of {@code deployment/shop/api} (K8S/W-15);
   *     the name is no endpoint's id
   */
  public Network(List<Endpoint> endpoints, Path direct, List<Route> routes, Names names, AddressSet known,
      SortedMap<String, EndpointSet> groups) {
    this(endpoints, direct, routes, names, known, groups, List.of(), List.of(), Optional.empty());
  }

  /**
   * A network that answers more than where packets go.
   *
   * @param attachments where endpoints are reached in named networks
   * @param statuses what the controllers of its objects would report
   * @param authenticated the stages that connections meet which proxies open with the identities of their clients, on
   *     calls that routes forward; they let pass only what some proxy opens
   */
  public Network(List<Endpoint> endpoints, Path direct, List<Route> routes, Names names, AddressSet known,
      SortedMap<String, EndpointSet> groups, List<Attachment> attachments, List<Status> statuses,
      Optional<Path> authenticated) {
    this.authenticated = authenticated;
    this.attachments = List.copyOf(attachments);
    this.statuses = List.copyOf(statuses);
    this.groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    this.endpoints = List.copyOf(endpoints);
    this.direct = direct;
    this.routes = List.copyOf(routes);
    this.names = names;
    this.known = known;
    for (int index = 0; index < this.endpoints.size(); index++) {
      Endpoint endpoint = this.endpoints.get(index);
      if (endpoint.index() != index) {
        throw new IllegalArgumentException("endpoint " + endpoint.id() + " is not at its index");
      }
      if (byId.put(endpoint.id(), endpoint) != null) {
        throw new IllegalArgumentException("two endpoints are called " + endpoint.id());
      }
      endpoint.addresses().forEach(address -> byAddress.putIfAbsent(address, endpoint));
    }
    List<Endpoint> outsides = this.endpoints.stream().filter(endpoint -> endpoint.role() == Role.OUTSIDE).toList();
    if (outsides.size() != 1) {
      throw new IllegalArgumentException("a network has one outside");
    }
    outside = outsides.get(0);
    for (Route route : this.routes) {
      routesByEntry.computeIfAbsent(route.entry(), entry -> new ArrayList<>()).add(route);
    }
  }

  /** The endpoints; the position of each is its index. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The endpoint at an index. */
  public Endpoint endpoint(int index) {
    return endpoints.get(index);
  }

  /** The endpoint of this id. */
  public Optional<Endpoint> endpoint(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The endpoint that owns an address. Where several do (pods that share their node's address), the one that comes first
   * in the network: nodes precede such pods.
   */
  public Optional<Endpoint> owner(Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** The endpoint that stands for every address that no other endpoint owns. */
  public Endpoint outside() {
    return outside;
  }

  /** The stages that a packet meets that no route forwards. */
  public Path direct() {
    return direct;
  }

  /** The stages that connections meet which proxies open with the identities of their clients; empty where none do. */
  public Optional<Path> authenticated() {
    return authenticated;
  }

  /** Every route. */
  public List<Route> routes() {
    return routes;
  }

  /** The routes for packets to this endpoint. */
  public List<Route> routes(int entry) {
    return routesByEntry.getOrDefault(entry, List.of());
  }

  /** What names resolve to. */
  public Names names() {
    return names;
  }

  /** Address ranges of the network itself; none of their addresses is internet. */
  public AddressSet known() {
    return known;
  }

  /** The endpoints that names of several endpoints stand for. */
  public SortedMap<String, EndpointSet> groups() {
    return groups;
  }

  /** Where endpoints are reached in named networks. */
  public List<Attachment> attachments() {
    return attachments;
  }

  /** What the controllers of objects would report. */
  public List<Status> statuses() {
    return statuses;
  }

  /** Every address that some endpoint other than the outside owns. */
  public AddressSet owned() {
    return AddressSet.of(byAddress.keySet().stream().sorted().map(Cidr::of).toList());
  }
}
