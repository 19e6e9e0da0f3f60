package dev.canreach.api.rest;

import io.javalin.config.RoutesConfig;

/** One or a few paths of the service. */
public interface Route {
  /** Registers the paths. */
  void addTo(RoutesConfig routes);
}
