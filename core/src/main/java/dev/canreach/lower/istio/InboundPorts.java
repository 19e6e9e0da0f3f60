package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the proxies of pods read what arrives (ISTIO/I-4): the ports of the Services in front of a pod tell, and on the others
 * the first bytes do. Some ports they do not touch at all (ISTIO/I-2.3).
 */
final class InboundPorts {
  private static final String PREFIX = "traffic.sidecar.istio.io/";
  private static final List<Integer> OWN = List.of(15020, 15021, 15090);

  private final Map<Integer, SortedMap<Integer, PortClass>> types = new HashMap<>();
  private final PacketExpr http;
  private final PacketExpr opaque;
  private final PacketExpr captured;

  InboundPorts(Registry registry, Membership membership) {
    for (MeshService service : registry.services()) {
      for (MeshPort port : service.ports()) {
        for (Target target : registry.inbound(service, port)) {
          // gateways read what their own objects say
          if (target.port().isPresent() && membership.kind(target.endpoint()) != Membership.Kind.GATEWAY) {
            types.computeIfAbsent(target.endpoint(), key -> new TreeMap<>())
                .putIfAbsent(target.port().getAsInt(), port.type());
          }
        }
      }
    }
    http = ports(List.of(PortClass.HTTP));
    opaque = ports(List.of(PortClass.TCP, PortClass.TLS));
    captured = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.not(excluded(membership)));
  }

  private PacketExpr ports(List<PortClass> wanted) {
    SortedMap<Integer, BitSet> members = new TreeMap<>();
    types.forEach((endpoint, ports) -> ports.forEach((port, type) -> {
      if (wanted.contains(type)) {
        members.computeIfAbsent(port, key -> new BitSet()).set(endpoint);
      }
    }));
    return on(members);
  }

  private static PacketExpr on(SortedMap<Integer, BitSet> members) {
    List<PacketExpr> ways = new ArrayList<>();
    members.forEach((port, endpoints) -> ways.add(
        PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(endpoints)),
            PacketExpr.is(Field.DESTINATION_PORT, port))));
    return PacketExpr.or(ways);
  }

  private static PacketExpr excluded(Membership membership) {
    List<PacketExpr> ways = new ArrayList<>();
    OWN.forEach(port -> ways.add(PacketExpr.is(Field.DESTINATION_PORT, port)));
    SortedMap<Integer, BitSet> excluded = new TreeMap<>();
    for (int endpoint : membership.proxied()) {
      PodClass pod = membership.pod(endpoint).orElse(null);
      if (pod == null) {
        continue;
      }
      numbers(pod.annotations().getOrDefault(PREFIX + "excludeInboundPorts", ""))
          .forEach(port -> excluded.computeIfAbsent(port, key -> new BitSet()).set(endpoint));
      BitSet only = new BitSet();
      only.set(endpoint);
      PacketExpr here = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(only));
      String included = pod.annotations().getOrDefault(PREFIX + "includeInboundPorts", "*");
      if (pod.annotations().getOrDefault("sidecar.istio.io/interceptionMode", "").equals("NONE")) {
        ways.add(here);
      } else if (!included.equals("*")) {
        ways.add(PacketExpr.and(here, PacketExpr.not(PacketExpr.or(numbers(included).stream()
            .map(port -> PacketExpr.is(Field.DESTINATION_PORT, port))
            .toList()))));
      }
    }
    ways.add(on(excluded));
    return PacketExpr.or(ways);
  }

  /** The numbers in a list that is separated by commas. */
  static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      String number = item.strip();
      if (number.matches("[0-9]{1,5}")) {
        numbers.add(Integer.parseInt(number));
      }
    }
    return numbers;
  }

  /** The port is one for HTTP. */
  PacketExpr http() {
    return http;
  }

  /** The port is one whose bytes the proxy does not read. */
  PacketExpr opaque() {
    return opaque;
  }

  /** The proxy sees the connection. */
  PacketExpr captured() {
    return captured;
  }
}
