package dev.canreach.lower.linkerd;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.PortRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The requests by which nodes ask pods how they are, which proxies let pass by themselves (LINKERD/L-5). */
final class Probes {
  private static final String OPAQUE = "config.linkerd.io/opaque-ports";

  private final Membership membership;
  private final MeshSettings settings;
  private final SortedMap<Integer, SortedMap<Integer, SortedSet<String>>> paths = new TreeMap<>();

  /** A port and the paths that are asked for on it. */
  private record Asked(int port, List<String> paths) {}

  Probes(Membership membership, MeshSettings settings) {
    this.membership = membership;
    this.settings = settings;
    membership.pods().forEach((endpoint, pod) -> {
      for (Container container : pod.spec().containers()) {
        for (Container.HttpProbe probe : container.probes()) {
          port(probe, container).ifPresent(port -> paths.computeIfAbsent(endpoint, key -> new TreeMap<>())
              .computeIfAbsent(port, key -> new TreeSet<>())
              .add(probe.path().split("[?#]", 2)[0]));
        }
      }
    });
  }

  private static Optional<Integer> port(Container.HttpProbe probe, Container container) {
    return switch (probe.port()) {
      case PortRef.ByNumber number -> Optional.of(number.port());
      case PortRef.ByName name -> container.ports()
          .stream()
          .filter(port -> port.name().equalsIgnoreCase(name.name()) && port.protocol().equals(Protocol.TCP))
          .map(port -> port.containerPort())
          .findFirst();
    };
  }

  /** The request is a probe of the pod that it goes to. */
  PacketExpr requests() {
    Map<Asked, BitSet> alike = new LinkedHashMap<>();
    paths.forEach((endpoint, ports) -> ports.forEach((port, own) -> alike
        .computeIfAbsent(new Asked(port, List.copyOf(own)), key -> new BitSet())
        .set(endpoint)));
    List<PacketExpr> ways = new ArrayList<>();
    alike.forEach((asked, pods) -> ways.add(way(pods, asked)));
    BitSet futures = new BitSet();
    membership.futures().keySet().forEach(futures::set);
    ways.add(PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(futures)),
        PacketExpr.holds(Assumption.open("future probe", "the request is a probe of the pod that does not exist yet",
            "ask about a pod of the input, whose probes are known"))));
    return PacketExpr.and(PacketExpr.matches(TextField.METHOD, TextPattern.exact("GET")), PacketExpr.or(ways));
  }

  private static PacketExpr way(BitSet pods, Asked asked) {
    List<PacketExpr> texts = new ArrayList<>();
    asked.paths().forEach(path -> texts.add(PacketExpr.matches(TextField.PATH, TextPattern.exact(path))));
    return PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods)),
        PacketExpr.is(Field.DESTINATION_PORT, asked.port()), PacketExpr.or(texts));
  }

  /** The packet goes to a port whose bytes the proxy does not look at where no Server says otherwise. */
  PacketExpr opaque() {
    SortedMap<String, BitSet> alike = new TreeMap<>();
    membership.sidecars()
        .members()
        .forEach(endpoint -> alike.computeIfAbsent(ports(endpoint), key -> new BitSet()).set(endpoint));
    List<PacketExpr> ways = new ArrayList<>();
    alike.forEach((ports, pods) -> ways.add(PacketExpr.and(
        PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods)), PortSet.of(ports).matches())));
    return PacketExpr.or(ways);
  }

  /** The list with the names of ports replaced by their numbers. */
  private String ports(int endpoint) {
    String list = membership.setting(endpoint, OPAQUE).orElse(settings.opaque());
    PodClass pod = membership.pods().get(endpoint);
    List<String> items = new ArrayList<>();
    for (String item : list.split(",", -1)) {
      items.add(pod == null
          ? item
          : pod.ports()
              .stream()
              .filter(port -> port.name().equals(item.strip()) && port.protocol().equals(Protocol.TCP))
              .map(port -> Integer.toString(port.port()))
              .findFirst()
              .orElse(item));
    }
    return String.join(",", items);
  }
}
