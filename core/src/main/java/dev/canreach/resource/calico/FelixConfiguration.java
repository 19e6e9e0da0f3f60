package dev.canreach.resource.calico;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * The settings of Calico's agents, as far as they change verdicts (CALICO/1.11). Empty where a setting is not written.
 *
 * @param apiVersion its group and version
 * @param meta its metadata: {@code default} is for all nodes, {@code node.NAME} for one
 * @param endpointToHostAction what happens to packets of pods to their own host: Drop, Accept or Return
 * @param inboundFailsafes ports of hosts that no policy can close
 * @param outboundFailsafes ports that hosts can always reach
 * @param vxlanFromWorkloads whether pods may send VXLAN packets
 * @param vxlanPort the port of VXLAN packets
 * @param ipipFromWorkloads whether pods may send IP in IP packets
 * @param otherEffects settings that are written and change verdicts in a way that nothing here models
 * @param span where it begins
 */
public record FelixConfiguration(String apiVersion, ObjectMeta meta, Optional<String> endpointToHostAction,
    Optional<List<Failsafe>> inboundFailsafes, Optional<List<Failsafe>> outboundFailsafes,
    Optional<Boolean> vxlanFromWorkloads, Optional<Integer> vxlanPort, Optional<Boolean> ipipFromWorkloads,
    List<String> otherEffects, Span span) implements Described {

  /** Copies the lists. */
  public FelixConfiguration {
    inboundFailsafes = inboundFailsafes.map(List::copyOf);
    outboundFailsafes = outboundFailsafes.map(List::copyOf);
    otherEffects = List.copyOf(otherEffects);
  }

  @Override
  public String kind() {
    return "FelixConfiguration";
  }

  @Override
  public String namespace() {
    return "";
  }
}
