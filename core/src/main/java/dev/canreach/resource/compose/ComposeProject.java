package dev.canreach.resource.compose;

import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one or several Compose files make together, in the normal form of COMPOSE/C-1: merged, interpolated, long forms,
 * default network and names filled in, services of inactive profiles left out.
 *
 * @param name the project's name
 * @param services the services by name
 * @param networks the networks by key
 * @param gaps what the files refer to that was not read: other files that they include or extend
 * @param span where the first file begins
 */
public record ComposeProject(String name, List<ComposeService> services, List<ComposeNetwork> networks,
    List<Gap> gaps, Span span) implements Resource {

  /**
   * Something that belongs to the project but was not read.
   *
   * @param what it, as messages name it
   * @param span where the project refers to it
   */
  public record Gap(String what, Span span) {}

  /** Copies the lists. */
  public ComposeProject {
    Objects.requireNonNull(name);
    services = List.copyOf(services);
    networks = List.copyOf(networks);
    gaps = List.copyOf(gaps);
    Objects.requireNonNull(span);
  }

  /** The service of this name. */
  public Optional<ComposeService> service(String wanted) {
    return services.stream().filter(service -> service.name().equals(wanted)).findFirst();
  }

  /** The network under this key. */
  public Optional<ComposeNetwork> network(String key) {
    return networks.stream().filter(network -> network.key().equals(key)).findFirst();
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return "Compose project";
  }

  @Override
  public String namespace() {
    return "";
  }
}
