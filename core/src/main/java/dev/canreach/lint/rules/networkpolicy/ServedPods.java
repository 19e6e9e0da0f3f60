package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.PodGroup;
import dev.canreach.lint.PodGroups;
import dev.canreach.lint.PodSet;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The ports on which pods listen, as far as containers and Services say, and the Services that lead to them. */
final class ServedPods {
  private final PodGroups groups;
  private final IdentityHashMap<PodGroup, List<Service>> services = new IdentityHashMap<>();
  private final Map<Protocol, NavigableMap<Integer, PodSet>> listening = new HashMap<>();
  private final Map<PortName, PodSet> declared = new HashMap<>();
  private final Map<PortNumber, PodSet> numbers = new HashMap<>();
  private final Map<PortName, PodSet> names = new HashMap<>();

  private record PortName(Protocol protocol, String name) {}

  private record PortNumber(Protocol protocol, int number) {}

  /** The pods, and Services that lead to pods. */
  ServedPods(PodGroups groups, List<Service> services) {
    this.groups = groups;
    Map<PortNumber, BitSet> listeners = new HashMap<>();
    Map<PortName, BitSet> declarers = new HashMap<>();
    for (int number = 0; number < groups.all().size(); number++) {
      for (ContainerPort port : groups.all().get(number).ports()) {
        listeners.computeIfAbsent(new PortNumber(port.protocol(), port.containerPort()), key -> new BitSet())
            .set(number);
        declarers.computeIfAbsent(new PortName(port.protocol(), port.name()), key -> new BitSet()).set(number);
      }
    }
    listeners.forEach((port, pods) -> listen(port.protocol(), port.number(), groups.numbered(pods)));
    declarers.forEach((port, pods) -> declared.put(port, groups.numbered(pods)));
    for (Service service : services) {
      PodSet pods = groups.selected(service.namespace(), service.selector());
      pods.stream().forEach(pod -> this.services.computeIfAbsent(pod, key -> new ArrayList<>()).add(service));
      service.ports().forEach(port -> add(port, pods));
    }
  }

  private void add(ServicePort port, PodSet pods) {
    PodSet reached = switch (port.target()) {
      case PortRef.ByNumber number -> {
        listen(port.protocol(), number.port(), pods);
        yield pods;
      }
      // the containers of these pods have said already that they listen there
      case PortRef.ByName name -> pods.and(declaring(port.protocol(), name.name()));
    };
    numbers.merge(new PortNumber(port.protocol(), port.port()), reached, PodSet::or);
    names.merge(new PortName(port.protocol(), port.name()), reached, PodSet::or);
  }

  private void listen(Protocol protocol, int number, PodSet pods) {
    listening.computeIfAbsent(protocol, key -> new TreeMap<>()).merge(number, pods, PodSet::or);
  }

  private PodSet declaring(Protocol protocol, String name) {
    return declared.getOrDefault(new PortName(protocol, name), groups.none());
  }

  /** The Services that may lead to the pods of the group. */
  List<Service> services(PodGroup group) {
    return services.getOrDefault(group, List.of());
  }

  /** The pods of which the port of a rule is one that they declare, or one that a Service leads to. */
  PodSet opened(PolicyPort port) {
    return switch (port) {
      case PolicyPort.Range range -> union(range.protocol(), range.first(), range.last());
      case PolicyPort.Named named -> declaring(named.protocol(), named.name());
      case PolicyPort.Any any -> union(any.protocol(), 0, Integer.MAX_VALUE);
      case PolicyPort.Invalid invalid -> groups.none();
    };
  }

  private PodSet union(Protocol protocol, int first, int last) {
    NavigableMap<Integer, PodSet> all = listening.getOrDefault(protocol, new TreeMap<>());
    return first > last
        ? groups.none()
        : all.subMap(first, true, last, true).values().stream().reduce(groups.none(), PodSet::or);
  }

  /** The pods to which a Service leads whose own port, by number or by name, is the one of a rule. */
  PodSet meant(PolicyPort port) {
    return switch (port) {
      case PolicyPort.Range range when range.first() == range.last() ->
          numbers.getOrDefault(new PortNumber(range.protocol(), range.first()), groups.none());
      case PolicyPort.Named named -> names.getOrDefault(new PortName(named.protocol(), named.name()), groups.none());
      case PolicyPort.Range range -> groups.none();
      case PolicyPort.Any any -> groups.none();
      case PolicyPort.Invalid invalid -> groups.none();
    };
  }

  /** The port of the pods that the port of the Service leads to (K8S/S-05). */
  static OptionalInt target(ServicePort port, PodGroup group) {
    return switch (port.target()) {
      case PortRef.ByNumber number -> OptionalInt.of(number.port());
      case PortRef.ByName name -> number(group, port.protocol(), name.name());
    };
  }

  /** The number of the port that the pods call so. */
  static OptionalInt number(PodGroup group, Protocol protocol, String name) {
    return group.ports()
        .stream()
        .filter(own -> own.protocol().equals(protocol) && own.name().equals(name))
        .mapToInt(ContainerPort::containerPort)
        .findFirst();
  }
}
