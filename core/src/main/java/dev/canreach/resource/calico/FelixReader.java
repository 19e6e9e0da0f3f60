package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the settings of Calico's agents (CALICO/1.11). */
final class FelixReader {
  private static final String TO_HOST = "defaultEndpointToHostAction";
  private static final List<String> TO_HOST_ACTIONS = List.of("Drop", "Accept", "Return");
  private static final String INBOUND = "failsafeInboundHostPorts";
  private static final String OUTBOUND = "failsafeOutboundHostPorts";

  private FelixReader() {}

  static FelixConfiguration read(Subject subject) {
    Fields spec = subject.spec();
    return new FelixConfiguration(subject.apiVersion(), subject.meta(), spec.text(TO_HOST), failsafes(spec, INBOUND),
        failsafes(spec, OUTBOUND), spec.flag("allowVXLANPacketsFromWorkloads"), spec.integer("vxlanPort"),
        spec.flag("allowIPIPPacketsFromWorkloads"), otherEffects(spec), subject.span());
  }

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String toHost = spec.textOrEmpty(TO_HOST);
    if (TO_HOST_ACTIONS.stream().noneMatch(toHost::equalsIgnoreCase) && spec.has(TO_HOST)) {
      problems.oneOf(spec.at(TO_HOST), toHost, TO_HOST_ACTIONS.toArray(String[]::new));
    }
    for (String name : List.of(INBOUND, OUTBOUND)) {
      for (Fields failsafe : spec.objects(name)) {
        problems.inRange(failsafe.at("port"), failsafe.integer("port").orElse(0), 1, RulePort.LAST);
        if (failsafe.has("net")) {
          problems.check(failsafe.at("net"), failsafe.textOrEmpty("net"), NetRules::block);
        }
      }
    }
  }

  private static Optional<List<Failsafe>> failsafes(Fields spec, String name) {
    if (!spec.has(name)) {
      return Optional.empty();
    }
    var failsafes = new ArrayList<Failsafe>();
    for (Fields failsafe : spec.objects(name)) {
      String protocol = failsafe.textOrEmpty("protocol");
      Optional<Cidr> net = Cidr.parse(failsafe.textOrEmpty("net"));
      Protocol.parse(protocol.isEmpty() ? "TCP" : protocol)
          .filter(Protocol::hasPorts)
          .ifPresent(known -> failsafes.add(new Failsafe(known, failsafe.integer("port").orElse(0), net)));
    }
    return Optional.of(failsafes);
  }

  /** With these the host's own rules decide too, or the policies of pods are enforced elsewhere. */
  private static List<String> otherEffects(Fields spec) {
    var effects = new ArrayList<String>();
    for (String action : List.of("iptablesFilterAllowAction", "iptablesMangleAllowAction", "nftablesFilterAllowAction",
        "nftablesMangleAllowAction")) {
      if (spec.textOrEmpty(action).equalsIgnoreCase("Return")) {
        effects.add(action);
      }
    }
    if (spec.textOrEmpty("chainInsertMode").equalsIgnoreCase("Append")) {
      effects.add("chainInsertMode");
    }
    String spoofing = spec.textOrEmpty("workloadSourceSpoofing");
    if (spoofing.equalsIgnoreCase("Any")) {
      effects.add("workloadSourceSpoofing");
    }
    return effects;
  }
}
