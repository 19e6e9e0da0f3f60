package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.PodGroup;
import dev.canreach.lint.RuleContext;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

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
    ServicePort servicePort, int listening, List<PodGroup> destinations) {

  /** Every such mistake of the input, by policy and place. */
  static List<ServicePortMistake> in(RuleContext context, Namespaces namespaces) {
    var mistakes = new ArrayList<ServicePortMistake>();
    Map<String, List<Service>> services = context.inForce(Service.class)
        .stream()
        .filter(service -> service.type() != ServiceType.EXTERNAL_NAME && !service.headless()
            && !service.selector().isEmpty())
        .collect(Collectors.groupingBy(Service::namespace));
    for (NetworkPolicy policy : context.inForce(NetworkPolicy.class)) {
      for (Direction direction : Direction.values()) {
        for (PolicyRuleSpec rule : direction.rules(policy)) {
          List<PodGroup> destinations = destinations(context, namespaces, policy, direction, rule);
          for (PolicyPort port : destinations.isEmpty() ? List.<PolicyPort>of() : rule.ports()) {
            find(policy, direction, rule, port, destinations, services).ifPresent(mistakes::add);
          }
        }
      }
    }
    return mistakes;
  }

  /** The pods that the rule opens; none when it opens more than pods by name, so that its ports may be meant for others. */
  private static List<PodGroup> destinations(RuleContext context, Namespaces namespaces, NetworkPolicy policy,
      Direction direction, PolicyRuleSpec rule) {
    return switch (direction) {
      case INGRESS -> context.pods().selected(policy.namespace(), policy.podSelector());
      case EGRESS -> rule.peers().stream().allMatch(PolicyPeer.Pods.class::isInstance)
          ? rule.peers()
              .stream()
              .map(PolicyPeer.Pods.class::cast)
              .flatMap(peer -> namespaces.pods(policy, peer).stream())
              .distinct()
              .toList()
          : List.of();
    };
  }

  private static Optional<ServicePortMistake> find(NetworkPolicy policy, Direction direction, PolicyRuleSpec rule,
      PolicyPort port, List<PodGroup> destinations, Map<String, List<Service>> services) {
    if (destinations.stream().anyMatch(group -> opens(port, group, services))) {
      return Optional.empty();
    }
    for (PodGroup group : destinations) {
      for (Service service : of(group, services)) {
        for (ServicePort servicePort : service.ports()) {
          OptionalInt listening = target(servicePort, group);
          if (names(port, servicePort) && listening.isPresent()
              && rule.ports()
                  .stream()
                  .noneMatch(other -> matches(other, servicePort.protocol(), listening.getAsInt(), group))) {
            return Optional.of(new ServicePortMistake(policy, direction, rule, port, service, servicePort,
                listening.getAsInt(), destinations));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the port of the rule is one that the pods declare, or one that a Service leads to. */
  private static boolean opens(PolicyPort port, PodGroup group, Map<String, List<Service>> services) {
    return group.ports().stream().anyMatch(own -> matches(port, own.protocol(), own.containerPort(), group))
        || of(group, services).stream()
            .flatMap(service -> service.ports().stream())
            .anyMatch(servicePort -> target(servicePort, group).stream()
                .anyMatch(number -> matches(port, servicePort.protocol(), number, group)));
  }

  private static List<Service> of(PodGroup group, Map<String, List<Service>> services) {
    return services.getOrDefault(group.namespace(), List.of())
        .stream()
        .filter(service -> group.maySelect(service.selector()))
        .toList();
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
          && number(group, protocol, named.name()).stream().anyMatch(own -> own == number);
      case PolicyPort.Any any -> any.protocol().equals(protocol);
      case PolicyPort.Invalid invalid -> false;
    };
  }

  /** The port of the pods that the port of the Service leads to (K8S/S-05). */
  private static OptionalInt target(ServicePort port, PodGroup group) {
    return switch (port.target()) {
      case PortRef.ByNumber number -> OptionalInt.of(number.port());
      case PortRef.ByName name -> number(group, port.protocol(), name.name());
    };
  }

  private static OptionalInt number(PodGroup group, Protocol protocol, String name) {
    return group.ports()
        .stream()
        .filter(own -> own.protocol().equals(protocol) && own.name().equals(name))
        .mapToInt(ContainerPort::containerPort)
        .findFirst();
  }
}
