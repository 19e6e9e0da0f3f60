package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServiceType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What annotations for a cloud say about who reaches the load balancer of a Service (K8S/S-11). Clouds have words of their own
 * for one that only their private networks reach, or only some clients; who that is, the input does not say.
 */
final class LoadBalancers {
  private static final Set<String> PRIVATE = Set.of("internal", "intranet", "private");
  private static final Set<String> LISTS = Set.of("allowed-ip-ranges", "allowed-service-tags", "inbound-cidrs",
      "access-control", "acl-id", "allow-list", "whitelist");

  private LoadBalancers() {}

  /** The client is one that the cloud's load balancer takes: everybody unless an annotation narrows it. */
  static PacketExpr takes(Service service, PacketExpr fromInside) {
    if (service.type() != ServiceType.LOAD_BALANCER) {
      return PacketExpr.TRUE;
    }
    return service.meta()
        .annotations()
        .entrySet()
        .stream()
        .filter(LoadBalancers::narrows)
        .findFirst()
        .map(annotation -> PacketExpr.or(fromInside, PacketExpr.holds(Assumption.open("load balancer",
            "the load balancer of `" + service.id() + "` takes this client, although it has the annotation `"
                + annotation.getKey() + ": " + annotation.getValue() + "`",
            "say who may use it with `loadBalancerSourceRanges` instead of the annotation"))))
        .orElse(PacketExpr.TRUE);
  }

  private static boolean narrows(Map.Entry<String, String> annotation) {
    String key = annotation.getKey().toLowerCase(Locale.ROOT);
    String value = annotation.getValue().toLowerCase(Locale.ROOT).strip();
    boolean cloud = key.contains("load-balancer") || key.contains("loadbalancer");
    boolean within = key.contains("internal") && !value.equals("false");
    return cloud && (within || PRIVATE.contains(value) || LISTS.stream().anyMatch(key::contains));
  }
}
