package dev.canreach.lower.kubernetes;

import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import java.util.List;

/**
 * A node.
 *
 * @param name its name
 * @param listed whether the input has the Node; else only pods that name it
 * @param addresses its known addresses
 * @param origin the Node, or the first object that names it
 */
public record NodeClass(String name, boolean listed, List<Address> addresses, Origin origin) {

  /** The id of the endpoint that stands for some node, no matter which: where load balancers deliver. */
  static final String SOME = "node/*";

  public NodeClass {
    addresses = addresses.stream().distinct().sorted().toList();
  }

  /** The id of its endpoint. */
  public String id() {
    return id(name);
  }

  static String id(String name) {
    return "node/" + name;
  }
}
