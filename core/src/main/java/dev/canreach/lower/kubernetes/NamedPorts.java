package dev.canreach.lower.kubernetes;

import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.kubernetes.PolicyPort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the ports of a policy mean: numbers, and names that each destination pod resolves for itself (K8S/N-14). */
public final class NamedPorts {
  /** Ports, a port or its name: it may have any name. */
  private static final Pattern NAME = Pattern.compile(".*ontainers\\[\\d+]\\.ports(\\[\\d+](\\.name)?)?");

  private final Map<Protocol, Map<String, SortedMap<Integer, BitSet>>> pods = new HashMap<>();
  private final BitSet futures = new BitSet();
  /** By object the pods of which the server refuses ports: nobody knows which number has which name. */
  private final SortedMap<String, Refused> refused = new TreeMap<>();

  NamedPorts(List<Endpoint> endpoints, Map<String, PodClass> classes,
      SortedMap<String, List<Rejection>> rejections) {
    for (Endpoint endpoint : endpoints) {
      PodClass pod = classes.get(endpoint.id());
      if (endpoint.role() == Role.FUTURE) {
        futures.set(endpoint.index());
      } else if (pod != null && pod.selectable()) {
        for (DeclaredPort port : endpoint.ports()) {
          pods.computeIfAbsent(port.protocol(), protocol -> new HashMap<>())
              .computeIfAbsent(port.name(), name -> new TreeMap<>())
              .computeIfAbsent(port.port(), number -> new BitSet())
              .set(endpoint.index());
        }
        Refused ports = Refused.of(endpoint, pod, rejections);
        if (ports.anyName() || !ports.names().isEmpty()) {
          refused.computeIfAbsent(endpoint.origin().object(), key -> ports).members().set(endpoint.index());
        }
      }
    }
  }

  /**
   * What is refused of the ports of an object.
   *
   * @param members its pods
   * @param anyName whether a refused port may have any name
   * @param names the names of those whose number or protocol alone is refused
   */
  private record Refused(BitSet members, boolean anyName, Set<String> names) {
    static Refused of(Endpoint endpoint, PodClass pod, SortedMap<String, List<Rejection>> rejections) {
      boolean anyName = rejections
          .getOrDefault(endpoint.origin().object(), List.of())
          .stream()
          .anyMatch(rejection -> NAME.matcher(rejection.field()).matches());
      return new Refused(new BitSet(), anyName, pod.unreadPorts());
    }

    boolean mayName(String name) {
      return anyName || names.contains(name);
    }
  }

  /** The packet goes to the port. */
  public PacketExpr matches(PolicyPort port) {
    return switch (port) {
      case PolicyPort.Any any -> PacketExpr.is(any.protocol());
      case PolicyPort.Range range -> PacketExpr.and(PacketExpr.is(range.protocol()),
          PacketExpr.inRange(Field.DESTINATION_PORT, range.first(), range.last()));
      case PolicyPort.Named named -> PacketExpr.and(PacketExpr.is(named.protocol()), named(named));
      case PolicyPort.Invalid invalid -> PacketExpr.FALSE;
    };
  }

  private PacketExpr named(PolicyPort.Named named) {
    List<PacketExpr> ways = new ArrayList<>();
    BitSet known = new BitSet();
    pods.getOrDefault(named.protocol(), Map.of())
        .getOrDefault(named.name(), new TreeMap<>())
        .forEach((number, members) -> {
          known.or(members);
          ways.add(PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(members)),
              PacketExpr.is(Field.DESTINATION_PORT, number)));
        });
    refused.forEach((object, ports) -> {
      BitSet doubtful = ports.mayName(named.name()) ? (BitSet) ports.members().clone() : new BitSet();
      doubtful.andNot(known);
      ways.add(PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(doubtful)),
          new RefusedParts(object, List.of()).mayMean("calls this port `" + named.name() + "`")));
    });
    PacketExpr future = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(futures));
    ways.add(PacketExpr.and(future, future(named.name())));
    return PacketExpr.or(ways);
  }

  /** The pod that does not exist yet calls the port by this name. */
  public PacketExpr future(String name) {
    return PacketExpr.holds(Assumption.open("future port",
        "the pod that does not exist yet calls this port `" + name + "`",
        "ask about a pod of the input, whose ports are known"));
  }
}
