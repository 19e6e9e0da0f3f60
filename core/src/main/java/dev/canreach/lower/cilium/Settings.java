package dev.canreach.lower.cilium;

import dev.canreach.lower.Assumptions;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of the agents that change verdicts (CILIUM/2.6 ff.), from `--assume`, else the chart's defaults.
 *
 * @param mode what happens to pods that no rule governs
 * @param nodesHaveBlocks whether address blocks match nodes (`policyCIDRMatchMode`)
 * @param podsHaveBlocks whether address blocks match pods (`policyCIDRMatchMode`, CILIUM/CX-7)
 * @param hostFirewall rules for nodes are enforced
 * @param sctp SCTP is forwarded at all
 * @param authenticated peers that have to prove who they are can
 */
record Settings(Mode mode, boolean nodesHaveBlocks, boolean podsHaveBlocks, PacketExpr hostFirewall, PacketExpr sctp,
    PacketExpr authenticated) {
  /** What happens to pods that no rule governs (`policyEnforcementMode`). */
  enum Mode {
    /** Everything may pass. */
    DEFAULT,
    /** Nothing may pass. */
    ALWAYS,
    /** Everything may pass, whatever the rules say. */
    NEVER
  }

  private static final Set<String> ON = Set.of("enabled", "true", "on", "yes");

  static Settings of(Assumptions assumptions) {
    Mode mode = switch (assumptions.value("policyEnforcementMode").orElse("default").strip().toLowerCase(Locale.ROOT)) {
      case "always" -> Mode.ALWAYS;
      case "never" -> Mode.NEVER;
      default -> Mode.DEFAULT;
    };
    Set<String> blocks = Arrays.stream(assumptions.value("policyCIDRMatchMode").orElse("").split("[,\\s]+", -1))
        .collect(Collectors.toSet());
    return new Settings(mode, blocks.contains("nodes"), blocks.contains("pods"),
        given(assumptions, "hostFirewall", Assumption.defaulted("hostFirewall",
            "the agents enforce rules for nodes", "--assume hostFirewall=enabled", false)),
        given(assumptions, "sctp", Assumption.open("sctp", "the agents forward SCTP",
            "--assume sctp=enabled, or sctp=disabled")),
        given(assumptions, "mutualAuth", Assumption.open("mutualAuth",
            "the two ends authenticate each other", "--assume mutualAuth=enabled, or mutualAuth=disabled")));
  }

  private static PacketExpr given(Assumptions assumptions, String key, Assumption otherwise) {
    Optional<Boolean> value = assumptions.value(key).map(text -> ON.contains(text.strip().toLowerCase(Locale.ROOT)));
    return value.map(PacketExpr::constant).orElse(PacketExpr.holds(otherwise));
  }
}
