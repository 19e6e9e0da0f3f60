package dev.canreach.lower;

import dev.canreach.lower.calico.CalicoLowering;
import dev.canreach.lower.cilium.CiliumLowering;
import dev.canreach.lower.docker.DockerLowering;
import dev.canreach.lower.gateway.GatewayLowering;
import dev.canreach.lower.ingress.IngressLowering;
import dev.canreach.lower.istio.IstioLowering;
import dev.canreach.lower.kubernetes.KubernetesLowering;
import dev.canreach.lower.linkerd.LinkerdLowering;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.Inventory;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The dialects, and the network that they make of an input together. */
public final class Lowerings {
  /** The id of the endpoint that stands for every address that belongs to nothing in the input. */
  public static final String OUTSIDE = "outside";

  private Lowerings() {}

  /** Every lowering, in the order in which tiers of equal rank stand. */
  public static List<Lowering> all() {
    return List.of(new KubernetesLowering(), new CalicoLowering(), new CiliumLowering(), new GatewayLowering(),
        new IngressLowering(), new IstioLowering(), new LinkerdLowering(), new DockerLowering());
  }

  /**
   * The network of an input. The same input gives the same network, whatever the order of its files.
   *
   * @param inventory what was read
   * @param assumptions what the user says about things that were not
   * @param futures the pods that a question supposes
   */
  public static Network lower(Inventory inventory, Assumptions assumptions, List<FuturePod> futures) {
    EndpointRegistry registry = new EndpointRegistry(futures);
    registry.add(EndpointDraft.plain(OUTSIDE, Role.OUTSIDE, "", OUTSIDE, List.of(),
        Set.of(IpFamily.IPV4, IpFamily.IPV6), new Origin(OUTSIDE, "", "", builtIn())));
    List<Lowering.Rules> secondPass = new ArrayList<>();
    for (Lowering lowering : all()) {
      secondPass.add(lowering.endpoints(inventory, assumptions, registry));
    }
    NetworkBuilder builder = new NetworkBuilder(registry.endpoints(inventory), registry.groups());
    new UnderstoodLimits(inventory).addTo(builder);
    secondPass.forEach(rules -> rules.addTo(builder));
    return builder.build();
  }

  /** The place of what no file says: rules of the platform itself. */
  public static Span builtIn() {
    return Span.startOf("(built in)");
  }
}
