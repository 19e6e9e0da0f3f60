package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.HttpMatch;
import dev.canreach.resource.istio.HttpRule;
import dev.canreach.resource.istio.Sidecar;
import dev.canreach.resource.istio.StreamMatch;
import dev.canreach.resource.istio.StreamRule;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Divides the pods that have a proxy into groups whose proxies route alike (ISTIO/I-12). */
final class ClientGroups {
  private static final String PREFIX = "traffic.sidecar.istio.io/";
  private static final List<String> OUTBOUND = List.of(PREFIX + "includeOutboundIPRanges",
      PREFIX + "excludeOutboundIPRanges", PREFIX + "includeOutboundPorts", PREFIX + "excludeOutboundPorts",
      "sidecar.istio.io/interceptionMode");

  private final MeshSettings settings;
  private final Registry registry;
  private final Membership membership;
  private final List<Sidecar> sidecars;
  /** By what routing asks of labels. */
  private final Map<Set<Map<String, String>>, List<Clients>> known = new HashMap<>();

  ClientGroups(MeshSettings settings, Registry registry, Membership membership, List<Sidecar> sidecars) {
    this.settings = settings;
    this.registry = registry;
    this.membership = membership;
    this.sidecars = sidecars.stream().sorted(Sidecar.OLDEST_FIRST).toList();
  }

  /** The groups, by the objects that tell clients apart. */
  List<Clients> of(List<VirtualService> services, List<DestinationRule> rules) {
    return known.computeIfAbsent(labels(services, rules), this::of);
  }

  private List<Clients> of(Set<Map<String, String>> everywhere) {
    Map<String, List<Map<String, String>>> asked = new HashMap<>();
    Map<List<Object>, BitSet> alike = new LinkedHashMap<>();
    Map<List<Object>, PodClass> examples = new LinkedHashMap<>();
    for (int endpoint : membership.proxied()) {
      PodClass pod = membership.pod(endpoint).orElse(null);
      if (pod == null || membership.kind(endpoint) == Membership.Kind.GATEWAY) {
        continue;
      }
      BitSet fitting = fitting(pod, asked.computeIfAbsent(pod.namespace(), name -> labels(name, everywhere)));
      List<Object> key = List.of(pod.namespace(), fitting,
          OUTBOUND.stream().map(name -> pod.annotations().getOrDefault(name, "")).toList());
      alike.computeIfAbsent(key, each -> new BitSet()).set(endpoint);
      examples.putIfAbsent(key, pod);
    }
    List<Clients> groups = new ArrayList<>();
    alike.forEach((key, members) -> groups.add(clients(members, Objects.requireNonNull(examples.get(key)),
        groups.size())));
    return groups;
  }

  /** Which of the labels a pod has. */
  private static BitSet fitting(PodClass pod, List<Map<String, String>> asked) {
    BitSet fitting = new BitSet();
    for (int i = 0; i < asked.size(); i++) {
      fitting.set(i, pod.labels().entrySet().containsAll(asked.get(i).entrySet()));
    }
    return fitting;
  }

  /** The labels that some object asks pods of a namespace for, all of one object together. */
  private List<Map<String, String>> labels(String namespace, Set<Map<String, String>> everywhere) {
    Set<Map<String, String>> asked = new LinkedHashSet<>(everywhere);
    sidecars.stream()
        .filter(each -> List.of(namespace, settings.rootNamespace()).contains(each.namespace()))
        .forEach(each -> asked.add(each.selector().labels()));
    return List.copyOf(asked);
  }

  /** The labels that routing asks clients for, wherever they are. */
  private static Set<Map<String, String>> labels(List<VirtualService> services, List<DestinationRule> rules) {
    Set<Map<String, String>> asked = new LinkedHashSet<>();
    rules.forEach(rule -> asked.add(rule.clients().labels()));
    for (VirtualService service : services) {
      service.http()
          .stream()
          .map(HttpRule::matches)
          .flatMap(List::stream)
          .map(HttpMatch::sourceLabels)
          .forEach(asked::add);
      Stream.concat(service.tls().stream(), service.tcp().stream())
          .map(StreamRule::matches)
          .flatMap(List::stream)
          .map(StreamMatch::sourceLabels)
          .forEach(asked::add);
    }
    return asked;
  }

  private Clients clients(BitSet members, PodClass example, int index) {
    Optional<Sidecar> sidecar = sidecar(example);
    List<MeshService> known = registry.services()
        .stream()
        .filter(service -> service.isVisible(example.namespace()))
        .filter(service -> sidecar.map(each -> SidecarView.holds(each, service)).orElse(true))
        .toList();
    PacketExpr guard = PacketExpr.and(membership.among(Side.SOURCE, members), PacketExpr.is(Protocol.TCP),
        captured(example));
    return new Clients("clients " + index, members, guard, example.namespace(), example.labels(), sidecar, known,
        known.stream().collect(Collectors.groupingBy(MeshService::host)),
        sidecar.flatMap(Sidecar::anyOutbound).orElse(settings.anyOutbound()));
  }

  /** The one for these pods, else that of their namespace, else that of the root namespace. */
  private Optional<Sidecar> sidecar(PodClass pod) {
    return sidecars.stream()
        .filter(each -> each.namespace().equals(pod.namespace()) && each.selector().narrows()
            && each.selector().matches(pod.labels()))
        .findFirst()
        .or(() -> whole(pod.namespace()))
        .or(() -> whole(settings.rootNamespace()));
  }

  private Optional<Sidecar> whole(String namespace) {
    return sidecars.stream()
        .filter(each -> each.namespace().equals(namespace) && !each.selector().narrows())
        .findFirst();
  }

  /** The proxy sees the connection: ports and addresses can be left out (ISTIO/I-2.3). */
  private static PacketExpr captured(PodClass pod) {
    List<PacketExpr> parts = new ArrayList<>();
    String included = pod.annotations().getOrDefault(OUTBOUND.get(0), "*");
    if (!included.equals("*")) {
      PacketExpr more = ports(pod.annotations().getOrDefault(OUTBOUND.get(2), ""));
      parts.add(PacketExpr.or(blocks(included), more));
    }
    parts.add(PacketExpr.not(blocks(pod.annotations().getOrDefault(OUTBOUND.get(1), ""))));
    parts.add(PacketExpr.not(ports(pod.annotations().getOrDefault(OUTBOUND.get(3), ""))));
    parts.add(PacketExpr.constant(!pod.annotations().getOrDefault(OUTBOUND.get(4), "").equals("NONE")));
    return PacketExpr.and(parts);
  }

  private static PacketExpr ports(String text) {
    return PacketExpr.or(InboundPorts.numbers(text)
        .stream()
        .map(port -> PacketExpr.is(Field.DESTINATION_PORT, port))
        .toList());
  }

  private static PacketExpr blocks(String text) {
    return PacketExpr.or(Stream.of(text.split(",", -1))
        .flatMap(block -> Cidr.parse(block.strip()).stream())
        .map(block -> PacketExpr.inPrefix(Side.DESTINATION, block))
        .toList());
  }
}
