package dev.canreach.lower;

import dev.canreach.model.Backend;
import dev.canreach.model.Response;
import dev.canreach.model.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a proxy does with a packet that has arrived at it.
 *
 * @param steps what the packet meets from there on
 * @param destination the index of the endpoint that receives it
 * @param weight its share of the packets that it takes
 * @param backend what the route names as the target
 * @param response what the proxy answers by itself
 */
public record Onward(List<Step> steps, int destination, int weight, Optional<Backend> backend,
    Optional<Response> response) {

  /** Copies the steps. */
  public Onward {
    steps = List.copyOf(steps);
  }
}
