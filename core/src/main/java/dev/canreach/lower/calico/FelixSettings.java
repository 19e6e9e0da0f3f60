package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.Failsafe;
import dev.canreach.resource.calico.FelixConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings of Calico's agents: those for one node win over those for all (CALICO/1.11). */
final class FelixSettings {
  private static final int VXLAN = 4789;
  private static final String ALL_NODES = "default";
  private static final String ONE_NODE = "node.";

  private final Map<String, FelixConfiguration> byName = new HashMap<>();
  private final List<FelixConfiguration> doubtful = new ArrayList<>();

  FelixSettings(Inventory inventory) {
    for (FelixConfiguration configuration : inventory.latest(FelixConfiguration.class)) {
      byName.put(configuration.name(), configuration);
      boolean accepted = Acceptance.of(configuration, inventory).equals(PacketExpr.TRUE);
      if (!accepted || !configuration.otherEffects().isEmpty()) {
        doubtful.add(configuration);
      }
    }
  }

  /** Configurations that change verdicts in a way that nothing here models. */
  List<FelixConfiguration> doubtful() {
    return doubtful;
  }

  /** What becomes of packets of pods to their own host, where it is written. */
  Optional<String> toHost(String node) {
    return of(node, FelixConfiguration::endpointToHostAction);
  }

  List<Failsafe> inbound(String node) {
    return of(node, FelixConfiguration::inboundFailsafes).orElse(Failsafe.INBOUND);
  }

  List<Failsafe> outbound(String node) {
    return of(node, FelixConfiguration::outboundFailsafes).orElse(Failsafe.OUTBOUND);
  }

  boolean vxlanFromPods() {
    return of("", FelixConfiguration::vxlanFromWorkloads).orElse(false);
  }

  int vxlanPort() {
    return of("", FelixConfiguration::vxlanPort).orElse(VXLAN);
  }

  boolean ipipFromPods() {
    return of("", FelixConfiguration::ipipFromWorkloads).orElse(false);
  }

  private <T> Optional<T> of(String node, Function<FelixConfiguration, Optional<T>> setting) {
    return Optional.ofNullable(byName.get(ONE_NODE + node))
        .flatMap(setting)
        .or(() -> Optional.ofNullable(byName.get(ALL_NODES)).flatMap(setting));
  }
}
