package dev.canreach.lower.docker;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.docker.EngineContainer.Joined;
import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes an engine of what was described: ids, namespaces, and addresses where none are written. */
final class EngineBuilder {
  /** How long a chain of shared network namespaces may be. */
  private static final int MAX_CHAIN = 16;
  private static final String CONTAINER = "container/";

  private final EngineSettings settings;
  private final SortedMap<String, NetworkSpec> networks = new TreeMap<>();
  private final List<ContainerSpec> containers = new ArrayList<>();

  EngineBuilder(EngineSettings settings) {
    this.settings = settings;
    SortedMap<String, String> options = new TreeMap<>();
    String prefix = "com.docker.network.bridge.";
    options.put(prefix + "enable_icc", Boolean.toString(settings.defaultBridgeIcc()));
    settings.defaultBinding().ifPresent(address -> options.put(prefix + "host_binding_ipv4", address.toString()));
    List<NetworkSpec.Pool> pools = settings.defaultBridgeIpv6Subnet()
        .map(subnet -> List.of(new NetworkSpec.Pool(subnet, Optional.empty(), Optional.empty(), List.of())))
        .orElse(List.of());
    add(new NetworkSpec(NetworkSpec.DEFAULT_BRIDGE, new TreeSet<>(List.of(NetworkSpec.DEFAULT_BRIDGE)), "bridge",
        options, false, true, true, settings.defaultBridgeIpv6(), pools,
        new Origin("network bridge", "", "", Lowerings.builtIn())));
  }

  /** Adds a network; of two of one name the one that is described counts, else the first. */
  void add(NetworkSpec network) {
    NetworkSpec known = networks.get(network.name());
    boolean better = known != null && network.described()
        && (!known.described() || known.origin().span().equals(Lowerings.builtIn()));
    NetworkSpec kept = known == null || better ? network : known;
    for (String key : network.keys()) {
      kept = kept.known(key);
    }
    if (known != null) {
      for (String key : known.keys()) {
        kept = kept.known(key);
      }
    }
    networks.put(network.name(), kept);
  }

  /** Adds a container; of several descriptions of one the first counts, with the networks of all. */
  void add(ContainerSpec container) {
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i).name().equals(container.name())) {
        containers.set(i, containers.get(i).joining(container.attachments()));
        return;
      }
    }
    containers.add(container);
  }

  Engine build() {
    describeMentioned();
    AddressPlan plan = new AddressPlan(networks.values());
    SortedMap<String, EngineNetwork> made = new TreeMap<>();
    // the engine makes it before all others
    networks.values()
        .stream()
        .filter(spec -> !spec.isUserDefined())
        .forEach(spec -> network(spec, plan, made));
    networks.values().forEach(spec -> network(spec, plan, made));
    Map<ContainerSpec, String> ids = ids();
    containers.forEach(spec -> spec.attachments().forEach(attachment -> {
      attachment.ipv4().ifPresent(address -> plan.reserve(attachment.network(), address));
      attachment.ipv6().ifPresent(address -> plan.reserve(attachment.network(), address));
    }));
    Map<String, List<Joined>> joined = new HashMap<>();
    for (ContainerSpec spec : containers) {
      joined.put(ids.getOrDefault(spec, ""), attachments(spec, made, plan));
    }
    SortedMap<String, EngineContainer> result = new TreeMap<>();
    for (ContainerSpec spec : containers) {
      String id = ids.getOrDefault(spec, "");
      String owner = owner(spec, ids, 0);
      result.put(id, new EngineContainer(id, spec, owner, joined.getOrDefault(owner, List.of())));
    }
    return new Engine(settings, made, result);
  }

  /** Networks that containers name although nothing describes them. */
  private void describeMentioned() {
    for (ContainerSpec container : containers) {
      for (ContainerSpec.Attachment attachment : container.attachments()) {
        if (!networks.containsKey(attachment.network())) {
          add(new NetworkSpec(attachment.network(), new TreeSet<>(List.of(attachment.network())), "bridge",
              new TreeMap<>(), false, false, true, false, List.of(), container.origin()));
        }
      }
    }
  }

  private void network(NetworkSpec spec, AddressPlan plan, SortedMap<String, EngineNetwork> made) {
    if (made.containsKey(spec.name())) {
      return;
    }
    Map<IpFamily, Cidr> subnets = plan.subnets(spec);
    EngineNetwork.Driver driver = switch (spec.driver()) {
      case "bridge" -> EngineNetwork.Driver.BRIDGE;
      case "overlay" -> EngineNetwork.Driver.OVERLAY;
      case "macvlan" -> EngineNetwork.Driver.MACVLAN;
      case "ipvlan" -> EngineNetwork.Driver.IPVLAN;
      default -> EngineNetwork.Driver.OTHER;
    };
    EngineNetwork draft = new EngineNetwork(spec, driver, subnets, Map.of(), true);
    Set<IpFamily> without = new HashSet<>();
    for (IpFamily family : IpFamily.values()) {
      if (draft.inhibited(family) || draft.mode(family) == EngineNetwork.Mode.ISOLATED) {
        without.add(family);
      }
    }
    boolean icc = driver != EngineNetwork.Driver.BRIDGE || spec.flag("enable_icc", true)
        || !settings.filters(IpFamily.IPV4);
    made.put(spec.name(), new EngineNetwork(spec, driver, subnets, plan.gateways(spec, subnets, without), icc));
  }

  /** The ids: `container/SERVICE` where that means one container, else `container/NAME`. */
  private Map<ContainerSpec, String> ids() {
    Map<String, Integer> services = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (ContainerSpec container : containers) {
      services.merge(container.service(), 1, Integer::sum);
      names.add(container.name());
    }
    Map<ContainerSpec, String> ids = new HashMap<>();
    for (ContainerSpec container : containers) {
      String service = container.service();
      boolean unique = !service.isEmpty() && services.getOrDefault(service, 0) == 1
          && (!names.contains(service) || container.name().equals(service));
      ids.put(container, CONTAINER + (unique ? service : container.name()));
    }
    return ids;
  }

  /** The id of the container that owns the network namespace, or of the host. */
  private String owner(ContainerSpec spec, Map<ContainerSpec, String> ids, int depth) {
    return switch (spec.mode()) {
      case ContainerSpec.Own own -> ids.getOrDefault(spec, "");
      case ContainerSpec.None none -> ids.getOrDefault(spec, "");
      case ContainerSpec.Host host -> EngineContainer.HOST;
      case ContainerSpec.Shared(String project, String target) -> containers.stream()
          .filter(other -> !other.equals(spec) && (project.isEmpty()
              ? other.name().equals(target)
              : other.project().equals(project) && other.service().equals(target)))
          .findFirst()
          .filter(other -> depth < MAX_CHAIN)
          .map(other -> owner(other, ids, depth + 1))
          .orElse(ids.getOrDefault(spec, ""));
    };
  }

  private static List<Joined> attachments(ContainerSpec spec, SortedMap<String, EngineNetwork> made,
      AddressPlan plan) {
    record Ranked(Joined joined, int priority) {}
    List<Ranked> ranked = new ArrayList<>();
    for (ContainerSpec.Attachment attachment : spec.attachments()) {
      EngineNetwork network = made.get(attachment.network());
      if (network == null) {
        continue;
      }
      Map<IpFamily, Address> addresses = new EnumMap<>(IpFamily.class);
      network.subnets().forEach((family, subnet) -> {
        Optional<Address> fixed = family == IpFamily.IPV4 ? attachment.ipv4() : attachment.ipv6();
        fixed.or(() -> plan.next(network.name(), subnet)).ifPresent(address -> addresses.put(family, address));
      });
      ranked.add(new Ranked(new Joined(network, attachment.key(), addresses, attachment.aliases()),
          attachment.gatewayPriority()));
    }
    Comparator<Ranked> order = Comparator.comparingInt((Ranked each) -> -each.priority())
        .thenComparing(each -> each.joined().network().internal())
        .thenComparingInt(each -> -ways(each.joined()))
        .thenComparing(each -> each.joined().network().name());
    return ranked.stream().sorted(order).map(Ranked::joined).toList();
  }

  private static int ways(Joined joined) {
    int ways = 0;
    for (IpFamily family : IpFamily.values()) {
      ways += joined.leadsOut(family) ? 1 : 0;
    }
    return ways;
  }
}
