package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.PodGroup;
import dev.canreach.lint.PodGroups;
import dev.canreach.lint.PodSet;
import dev.canreach.lint.RuleContext;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule that opens the port of a Service although policies see packets after the Service has rewritten their port (K8S/S-20).
 *
 * @param policy the policy
 * @param direction the direction of the rule
 * @param rule the rule
 * @param port the port of the rule
 * @param service the Service that has this port
 * @param servicePort the port of the Service
 * @param listening the port on which its pods listen
 * @param destinations the pods that the rule is meant to open
 */
record ServicePortMistake(NetworkPolicy policy, Direction direction, PolicyRuleSpec rule, PolicyPort port,
    Service service,
    ServicePort servicePort, int listening, PodSet destinations) {

  /** Every such mistake of a run, by policy and place. */
  private record All(List<ServicePortMistake> mistakes) {}

  /** Every such mistake of the input, by policy and place. */
  static List<ServicePortMistake> in(RuleContext context) {
    return context.shared(All.class, own -> new All(of(own, own.inForce(NetworkPolicy.class)))).mistakes();
  }

  /** The mistakes of these policies. */
  static List<ServicePortMistake> of(RuleContext context, List<NetworkPolicy> policies) {
    var mistakes = new ArrayList<ServicePortMistake>();
    PeerPods peerPods = PeerPods.of(context);
    ServedPods served = context.shared(ServedPods.class, ServicePortMistake::served);
    for (NetworkPolicy policy : policies) {
      for (Direction direction : Direction.values()) {
        for (PolicyRuleSpec rule : direction.rules(policy)) {
          for (PolicyPort port : rule.ports()) {
            find(policy, direction, rule, port, peerPods, served).ifPresent(mistakes::add);
          }
        }
      }
    }
    return mistakes;
  }

  private static ServedPods served(RuleContext context) {
    List<Service> services = context.inForce(Service.class)
        .stream()
        .filter(service -> service.type() != ServiceType.EXTERNAL_NAME && !service.headless()
            && !service.selector().isEmpty())
        .toList();
    PodGroups pods = context.pods();
    return context.made(ServedPods.class, List.of(pods, services), () -> new ServedPods(pods, services));
  }

  /** The pods that the rule opens, peer by peer; none when it opens more than pods by name, so that its ports may be meant for others. */
  private static List<PodSet> destinations(PeerPods peerPods, NetworkPolicy policy, Direction direction,
      PolicyRuleSpec rule) {
    return switch (direction) {
      case INGRESS -> List.of(peerPods.pods(policy));
      case EGRESS -> rule.peers().stream().allMatch(PolicyPeer.Pods.class::isInstance)
          ? rule.peers()
              .stream()
              .map(PolicyPeer.Pods.class::cast)
              .map(peer -> peerPods.pods(policy, peer))
              .toList()
          : List.of();
    };
  }

  private static Optional<ServicePortMistake> find(NetworkPolicy policy, Direction direction, PolicyRuleSpec rule,
      PolicyPort port, PeerPods peerPods, ServedPods served) {
    PodSet meant = served.meant(port);
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    List<PodSet> peers = destinations(peerPods, policy, direction, rule);
    Optional<PodSet> destinations = peers.stream().reduce(PodSet::or);
    if (destinations.isEmpty() || destinations.get().intersects(served.opened(port))) {
      return Optional.empty();
    }
    for (PodGroup group : peers.stream().flatMap(pods -> pods.and(meant).stream()).toList()) {
      for (Service service : served.services(group)) {
        for (ServicePort servicePort : service.ports()) {
          OptionalInt listening = ServedPods.target(servicePort, group);
          if (names(port, servicePort) && listening.isPresent()
              && rule.ports()
                  .stream()
                  .noneMatch(other -> matches(other, servicePort.protocol(), listening.getAsInt(), group))) {
            return Optional.of(new ServicePortMistake(policy, direction, rule, port, service, servicePort,
                listening.getAsInt(), destinations.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the port of the rule is that of the Service, by number or by name. */
  private static boolean names(PolicyPort port, ServicePort servicePort) {
    return switch (port) {
      case PolicyPort.Range range -> range.protocol().equals(servicePort.protocol()) && range.first() == range.last()
          && range.first() == servicePort.port();
      case PolicyPort.Named named -> named.protocol().equals(servicePort.protocol())
          && named.name().equals(servicePort.name());
      case PolicyPort.Any any -> false;
      case PolicyPort.Invalid invalid -> false;
    };
  }

  private static boolean matches(PolicyPort port, Protocol protocol, int number, PodGroup group) {
    return switch (port) {
      case PolicyPort.Range range -> range.protocol().equals(protocol) && range.first() <= number
          && number <= range.last();
      case PolicyPort.Named named -> named.protocol().equals(protocol)
          && ServedPods.number(group, protocol, named.name()).stream().anyMatch(own -> own == number);
      case PolicyPort.Any any -> any.protocol().equals(protocol);
      case PolicyPort.Invalid invalid -> false;
    };
  }
}
