package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pods of which nobody can read whether they share the network of their node: policies may not see them, neither as those
 * that they govern nor as those that they name (K8S/W-08).
 */
final class NetworkDoubts implements Lowering.Rules {
  private static final String FIELD = ".hostNetwork";
  private static final int RANK = NetworkBuilder.NOT_UNDERSTOOD + 1;

  private final SortedMap<String, List<PodClass>> doubtful = new TreeMap<>();

  NetworkDoubts(Inventory inventory, Collection<PodClass> pods) {
    for (PodClass pod : pods) {
      String object = pod.origin().object();
      List<Rejection> rejections = inventory.rejections().getOrDefault(object, List.of());
      if (rejections.stream().anyMatch(rejection -> rejection.field().endsWith(FIELD))) {
        doubtful.computeIfAbsent(object, key -> new ArrayList<>()).add(pod);
      }
    }
  }

  @Override
  public void addTo(NetworkBuilder network) {
    if (doubtful.isEmpty()) {
      return;
    }
    List<PolicyRule> rules = new ArrayList<>();
    doubtful.forEach((object, pods) -> {
      BitSet members = new BitSet();
      pods.forEach(pod -> network.endpoint(pod.id()).ifPresent(endpoint -> members.set(endpoint.index())));
      EndpointSet ends = EndpointSet.of(members);
      PacketExpr concerned = PacketExpr.or(PacketExpr.isEndpoint(Side.SOURCE, ends),
          PacketExpr.isEndpoint(Side.DESTINATION, ends));
      Origin origin = pods.get(0).origin();
      RefusedParts refused = new RefusedParts(object, List.of(FIELD));
      rules.add(refused.rule(concerned, "has a network where this traffic passes", Action.ALLOW, origin));
      rules.add(refused.rule(concerned, "has a network where this traffic is stopped", Action.DENY, origin));
    });
    Tier tier = new Tier("networks of nodes", List.of(), rules, Action.PASS);
    network.egress(RANK, tier);
    network.ingress(RANK, tier);
  }
}
