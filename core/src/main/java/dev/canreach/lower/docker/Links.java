package dev.canreach.lower.docker;

import java.util.ArrayList;
import java.util.List;

/** Legacy links between containers of the default bridge (DOCKER/D-4). */
final class Links {
  private Links() {}

  /** A link that opens ports of a container to another one. */
  record Opened(EngineContainer client, EngineContainer server) {}

  /** The links between containers of a network. */
  static List<Opened> on(Engine engine, EngineNetwork network) {
    List<Opened> opened = new ArrayList<>();
    for (EngineContainer client : engine.on(network)) {
      for (ContainerSpec.Link link : client.spec().links()) {
        for (EngineContainer server : engine.on(network)) {
          if (isTarget(client, server, link)) {
            opened.add(new Opened(client, server));
          }
        }
      }
    }
    return opened;
  }

  /** Whether a link of a container means another one: a service of its project, or a container by its real name. */
  static boolean isTarget(EngineContainer client, EngineContainer server, ContainerSpec.Link link) {
    boolean service = !client.spec().project().isEmpty() && server.spec().project().equals(client.spec().project())
        && server.spec().service().equals(link.target());
    return service || server.spec().name().equals(link.target());
  }
}
