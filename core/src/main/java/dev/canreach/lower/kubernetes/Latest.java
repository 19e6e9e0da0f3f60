package dev.canreach.lower.kubernetes;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import java.util.List;

/** Objects as the server holds them: one of each kind, namespace and name, the later one of two. */
public final class Latest {
  private Latest() {}

  /** The objects of a kind, in ascending order of their ids. */
  public static <T extends Resource> List<T> of(Inventory inventory, Class<T> type) {
    return inventory.latest(type);
  }
}
