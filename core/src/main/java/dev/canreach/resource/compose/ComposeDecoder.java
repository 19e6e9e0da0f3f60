package dev.canreach.resource.compose;

import dev.canreach.packet.Address;
import dev.canreach.resource.compose.ComposeService.Attachment;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns the merged tree of a project into records, with every default filled in (COMPOSE/C-3, COMPOSE/C-4). */
final class ComposeDecoder {
  static final String DEFAULT_NETWORK = "default";
  private static final String PROFILES = "COMPOSE_PROFILES";

  private final Problems problems;
  private final Set<String> profiles;

  ComposeDecoder(Problems problems, Map<String, String> variables) {
    this.problems = problems;
    this.profiles = new TreeSet<>(Arrays.asList(variables.getOrDefault(PROFILES, "").split(",", -1)));
  }

  ComposeProject decode(String name, MapNode tree, List<ComposeProject.Gap> gaps) {
    SortedMap<String, ComposeService> services = new TreeMap<>();
    Trees.map(tree, "services").ifPresent(map -> {
      for (MapNode.Entry entry : map.entries()) {
        if (entry.value() instanceof MapNode service) {
          ComposeService decoded = service(entry.key().text(), service);
          if (isActive(decoded)) {
            services.put(decoded.name(), decoded);
          }
        }
      }
    });
    SortedMap<String, ComposeNetwork> networks = new TreeMap<>();
    Trees.map(tree, "networks").ifPresent(map -> {
      for (MapNode.Entry entry : map.entries()) {
        MapNode network = entry.value() instanceof MapNode written
            ? written
            : new MapNode(List.of(), entry.key().span());
        networks.put(entry.key().text(), network(name, entry.key().text(), network));
      }
    });
    boolean implied = services.values()
        .stream()
        .flatMap(service -> service.networks().stream())
        .anyMatch(attachment -> attachment.network().equals(DEFAULT_NETWORK));
    if (implied && !networks.containsKey(DEFAULT_NETWORK)) {
      networks.put(DEFAULT_NETWORK, network(name, DEFAULT_NETWORK, new MapNode(List.of(), tree.span())));
    }
    return new ComposeProject(name, List.copyOf(services.values()), List.copyOf(networks.values()), gaps, tree.span());
  }

  /** Whether the service runs with the profiles that are active (COMPOSE/C-8). */
  private boolean isActive(ComposeService service) {
    return service.profiles().isEmpty() || profiles.contains("*")
        || service.profiles().stream().anyMatch(profiles::contains);
  }

  private ComposeService service(String name, MapNode service) {
    FieldPath path = FieldPath.ROOT.child("services").child(name);
    Optional<String> mode = text(service, "network_mode");
    List<Attachment> networks = service.find("networks")
        .filter(node -> !Trees.isNull(node))
        .map(node -> attachments(Trees.named(node), path.child("networks")))
        .orElse(List.of());
    boolean none = networks.isEmpty() && mode.isEmpty() && service.find("provider").isEmpty();
    return new ComposeService(name, text(service, "container_name"), text(service, "hostname"), mode,
        none ? List.of(Attachment.plain(DEFAULT_NETWORK, service.span())) : networks,
        ports(service, path), Trees.texts(service, "expose").stream().distinct().toList(),
        Trees.texts(service, "links").stream().distinct().toList(),
        Trees.texts(service, "external_links"), hosts(service), distinct(Trees.texts(service, "dns")),
        labels(service), Trees.texts(service, "profiles"),
        service.find("depends_on").map(node -> Trees.named(node).keys()).orElse(List.of()), scale(service, path),
        service.span());
  }

  private static Optional<String> text(MapNode map, String key) {
    return Optional.of(Trees.text(map, key)).filter(text -> !text.isEmpty());
  }

  /** The texts, of which later ones replace earlier ones of the same key. */
  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }

  private OptionalInt scale(MapNode service, FieldPath path) {
    OptionalInt scale = number(service, "scale", path);
    OptionalInt replicas = Trees.map(service, "deploy")
        .map(deploy -> number(deploy, "replicas", path.child("deploy")))
        .orElse(OptionalInt.empty());
    if (scale.isPresent() && replicas.isPresent() && scale.getAsInt() != replicas.getAsInt()) {
      problems.invalid(place(service, "scale", path), Integer.toString(scale.getAsInt()),
          "differs from `deploy.replicas`: write one of them");
    }
    OptionalInt count = scale.isPresent() ? scale : replicas;
    if (count.isPresent() && count.getAsInt() < 0) {
      problems.notNegative(place(service, "scale", path), count.getAsInt());
      return OptionalInt.empty();
    }
    return count;
  }

  private OptionalInt number(MapNode map, String key, FieldPath path) {
    String text = Trees.text(map, key);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.matches("-?[0-9]{1,9}")) {
      problems.invalid(place(map, key, path), text, "is no whole number");
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private Optional<Boolean> flag(MapNode map, String key, FieldPath path) {
    String text = Trees.text(map, key).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "" -> Optional.empty();
      case "true", "yes", "y", "on", "1" -> Optional.of(true);
      case "false", "no", "n", "off", "0" -> Optional.of(false);
      default -> {
        problems.invalid(place(map, key, path), text, "is neither `true` nor `false`");
        yield Optional.empty();
      }
    };
  }

  private static Place place(MapNode map, String key, FieldPath path) {
    return new Place(path.child(key), map.find(key).map(Node::span).orElse(map.span()));
  }

  private List<Attachment> attachments(MapNode networks, FieldPath path) {
    var attachments = new ArrayList<Attachment>();
    for (MapNode.Entry entry : networks.entries()) {
      String key = entry.key().text();
      if (!(entry.value() instanceof MapNode map)) {
        attachments.add(Attachment.plain(key, entry.key().span()));
        continue;
      }
      attachments.add(new Attachment(key, Trees.texts(map, "aliases"), Trees.text(map, "ipv4_address"),
          Trees.text(map, "ipv6_address"), distinct(Trees.texts(map, "link_local_ips")),
          Trees.text(map, "mac_address"), options(map, "driver_opts"), number(map, "priority", path.child(key)),
          number(map, "gw_priority", path.child(key)), entry.key().span()));
    }
    return attachments;
  }

  private static SortedMap<String, String> options(MapNode map, String key) {
    var options = new TreeMap<String, String>();
    Trees.map(map, key)
        .ifPresent(
            written -> written.entries()
                .forEach(entry -> options.put(entry.key().text(), Trees.text(entry.value()))));
    return options;
  }

  private List<PublishedPort> ports(MapNode service, FieldPath path) {
    Map<String, PublishedPort> ports = new LinkedHashMap<>();
    int index = 0;
    for (Node item : service.find("ports").map(Trees::items).orElse(List.of())) {
      Place place = new Place(path.child("ports").index(index++), item.span());
      List<PublishedPort> parsed = item instanceof MapNode map ? longForm(map, place) : shortForm(item, place);
      for (PublishedPort port : parsed) {
        String host = port.hostIp().isEmpty() ? "0.0.0.0" : port.hostIp();
        ports.put(host + "|" + port.target() + "|" + port.published() + "|" + port.protocol(), port);
      }
    }
    return List.copyOf(ports.values());
  }

  private List<PublishedPort> shortForm(Node item, Place place) {
    String text = item instanceof ScalarNode scalar ? scalar.text() : "";
    PortSpec.Parsed parsed = PortSpec.parse(text, item.span());
    parsed.problem().ifPresent(problem -> problems.invalid(place, text, problem));
    return parsed.ports();
  }

  private List<PublishedPort> longForm(MapNode map, Place place) {
    String target = Trees.text(map, "target");
    String published = Trees.text(map, "published");
    String hostIp = Trees.text(map, "host_ip");
    String protocol = Trees.text(map, "protocol").isEmpty() ? "tcp" : Trees.text(map, "protocol");
    if (!target.matches("[0-9]{1,5}") || Integer.parseInt(target) < 1 || Integer.parseInt(target) > 65535) {
      problems.invalid(place.child("target"), target, "is no port of a container: write a number from 1 to 65535");
      return List.of();
    }
    if (!published.isEmpty() && !PortSpec.isPortOrRange(published)) {
      problems.invalid(place.child("published"), published, "is no port: write a number from 1 to 65535, or a range");
      return List.of();
    }
    boolean range = published.contains("-") && published.split("-", -1)[0].equals(published.split("-", -1)[1]);
    String host = range ? published.split("-", -1)[0] : published.equals("0") ? "" : published;
    if (!hostIp.isEmpty() && Address.parse(hostIp).isEmpty()) {
      problems.invalid(place.child("host_ip"), hostIp, "is no IP address");
      return List.of();
    }
    return List.of(new PublishedPort(Integer.parseInt(target), host, hostIp, protocol, Trees.text(map, "mode"),
        Trees.text(map, "name"), Trees.text(map, "app_protocol"), map.span()));
  }

  private static SortedMap<String, List<String>> hosts(MapNode service) {
    var hosts = new TreeMap<String, List<String>>();
    for (Node item : service.find("extra_hosts").map(Trees::pairs).orElse(List.of())) {
      String text = Trees.text(item);
      int separator = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
      if (separator > 0) {
        String address = text.substring(separator + 1);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        String bare = bracketed ? address.substring(1, address.length() - 1) : address;
        List<String> addresses = hosts.computeIfAbsent(text.substring(0, separator), key -> new ArrayList<>());
        if (!addresses.contains(bare)) {
          addresses.add(bare);
        }
      }
    }
    return hosts;
  }

  private static SortedMap<String, String> labels(MapNode service) {
    var labels = new TreeMap<String, String>();
    for (Node item : service.find("labels").map(Trees::pairs).orElse(List.of())) {
      String text = Trees.text(item);
      int equals = text.indexOf('=');
      labels.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
    }
    return labels;
  }

  private ComposeNetwork network(String project, String key, MapNode map) {
    FieldPath path = FieldPath.ROOT.child("networks").child(key);
    boolean external = map.find("external").filter(MapNode.class::isInstance).isPresent()
        || flag(map, "external", path).orElse(false);
    String externalName = Trees.map(map, "external").map(old -> Trees.text(old, "name")).orElse("");
    String written = Trees.text(map, "name").isEmpty() ? externalName : Trees.text(map, "name");
    String name = !written.isEmpty() ? written : external ? key : project + "_" + key;
    var pools = new ArrayList<ComposeNetwork.Pool>();
    Optional<MapNode> ipam = Trees.map(map, "ipam");
    for (Node item : ipam.flatMap(found -> found.find("config")).map(Trees::items).orElse(List.of())) {
      if (item instanceof MapNode pool) {
        pools.add(new ComposeNetwork.Pool(Trees.text(pool, "subnet"), Trees.text(pool, "ip_range"),
            Trees.text(pool, "gateway"), options(pool, "aux_addresses"), pool.span()));
      }
    }
    return new ComposeNetwork(key, name, Trees.text(map, "driver"), options(map, "driver_opts"),
        flag(map, "internal", path).orElse(false), flag(map, "attachable", path).orElse(false), external,
        flag(map, "enable_ipv4", path), flag(map, "enable_ipv6", path),
        ipam.map(found -> Trees.text(found, "driver")).orElse(""), pools, map.span());
  }
}
