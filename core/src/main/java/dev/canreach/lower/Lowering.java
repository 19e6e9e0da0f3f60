package dev.canreach.lower;

import dev.canreach.resource.Inventory;

/**
 * Makes one dialect's resources part of a network. Endpoints come first, from all dialects, so that they have indexes
 * when rules are made; no dialect knows another.
 */
public interface Lowering {

  /** What is left to do when the endpoints of all dialects are known. */
  @FunctionalInterface
  interface Rules {
    /** Adds tiers, routes, names and address ranges. */
    void addTo(NetworkBuilder network);
  }

  /**
   * Adds the dialect's endpoints.
   *
   * @return the second pass
   */
  Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry);
}
