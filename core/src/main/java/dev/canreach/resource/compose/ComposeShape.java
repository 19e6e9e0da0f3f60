package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Suggestion;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.ScalarNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shape of one Compose file: which keys there are, and what must be a mapping (COMPOSE/C-2). */
final class ComposeShape {
  private static final Set<String> TOP = keys("name version include services networks volumes configs secrets models");
  private static final Set<String> SERVICE = keys("annotations attach blkio_config build cap_add cap_drop cgroup "
      + "cgroup_parent command configs container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period "
      + "cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices "
      + "dns dns_opt dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts "
      + "gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging mac_address "
      + "mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks oom_kill_disable "
      + "oom_score_adj pid pids_limit platform ports post_start pre_start pre_stop privileged profiles provider "
      + "pull_policy pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open "
      + "stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts "
      + "volumes volumes_from working_dir");
  private static final Set<String> NETWORK = keys("attachable driver driver_opts enable_ipv4 enable_ipv6 external "
      + "internal ipam labels name");
  private static final Set<String> ATTACHMENT = keys("aliases driver_opts gw_priority interface_name ipv4_address "
      + "ipv6_address link_local_ips mac_address priority");
  private static final Set<String> IPAM = keys("driver config options");
  private static final Set<String> POOL = keys("subnet ip_range gateway aux_addresses");

  private static final String NETWORKS = "networks";

  private final Problems problems;

  ComposeShape(Problems problems) {
    this.problems = problems;
  }

  private static Set<String> keys(String text) {
    return Set.of(text.split(" ", -1));
  }

  void check(MapNode file) {
    duplicates(file, FieldPath.ROOT);
    known(file, TOP, FieldPath.ROOT);
    file.find("name").ifPresent(this::name);
    mappings(file, "services", false).forEach(entry -> {
      FieldPath path = FieldPath.ROOT.child("services").child(entry.key().text());
      MapNode service = (MapNode) entry.value();
      known(service, SERVICE, path);
      Trees.map(service, NETWORKS).ifPresent(networks -> below(networks, ATTACHMENT, path.child(NETWORKS)));
    });
    mappings(file, NETWORKS, true).forEach(entry -> {
      FieldPath path = FieldPath.ROOT.child(NETWORKS).child(entry.key().text());
      MapNode network = (MapNode) entry.value();
      known(network, NETWORK, path);
      Trees.map(network, "ipam").ifPresent(ipam -> {
        known(ipam, IPAM, path.child("ipam"));
        ipam.find("config")
            .ifPresent(config -> Trees.items(config)
                .stream()
                .filter(MapNode.class::isInstance)
                .forEach(pool -> known((MapNode) pool, POOL, path.child("ipam").child("config"))));
      });
    });
    for (String key : List.of("volumes", "configs", "secrets")) {
      mappings(file, key, true);
    }
  }

  private void name(Node name) {
    boolean text = name instanceof ScalarNode scalar && (!scalar.plain() || !isOtherType(scalar.text()));
    if (!text) {
      problems.error(ProblemType.DECODE, new Place(FieldPath.ROOT.child("name"), name.span()),
          "the name of a project is a text: put it in quotes");
    }
  }

  /** Whether a plain scalar is a number, boolean or null (COMPOSE/C-10). */
  private static boolean isOtherType(String text) {
    return text.matches("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|0o[0-7]+")
        || Set.of("", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE").contains(text);
  }

  /** The entries of a mapping of mappings; what is none is reported and left out. */
  private List<MapNode.Entry> mappings(MapNode file, String key, boolean mayBeNull) {
    Optional<Node> node = file.find(key).filter(found -> !Trees.isNull(found));
    if (node.isEmpty()) {
      return List.of();
    }
    FieldPath path = FieldPath.ROOT.child(key);
    if (!(node.get() instanceof MapNode map)) {
      problems.error(ProblemType.DECODE, new Place(path, node.get().span()),
          Quote.text(key) + " must be a mapping of names: write `name:` lines below it");
      return List.of();
    }
    for (MapNode.Entry entry : map.entries()) {
      String name = entry.key().text();
      boolean reset = !entry.value().tag().isEmpty();
      if (!(entry.value() instanceof MapNode) && !reset && !(mayBeNull && Trees.isNull(entry.value()))) {
        problems.error(ProblemType.DECODE, new Place(path.child(name), entry.value().span()),
            Quote.text(key + "." + name) + " must be a mapping: write its settings as `key: value` lines below it");
      }
      if (!name.matches("[a-zA-Z0-9._-]+") && !name.startsWith("x-")) {
        problems.invalid(new Place(path.child(name), entry.key().span()), name,
            "is no valid name: use letters, digits, `.`, `_` and `-`");
      }
    }
    return map.entries().stream().filter(entry -> entry.value() instanceof MapNode).toList();
  }

  private void below(MapNode map, Set<String> keys, FieldPath path) {
    for (MapNode.Entry entry : map.entries()) {
      if (entry.value() instanceof MapNode value) {
        known(value, keys, path.child(entry.key().text()));
      }
    }
  }

  private void known(MapNode map, Set<String> keys, FieldPath path) {
    for (MapNode.Entry entry : map.entries()) {
      String key = entry.key().text();
      if (!keys.contains(key) && !key.startsWith("x-")) {
        String meant = Suggestion.closest(key, keys)
            .map(other -> ": did you mean " + Quote.text(other) + "?")
            .orElse(": remove it");
        problems.error(ProblemType.UNKNOWN_FIELD, new Place(path.child(key), entry.key().span()),
            "unknown key " + Quote.text(key) + meant);
      }
    }
  }

  /** A key may occur once in each mapping (COMPOSE/C-10). */
  private void duplicates(MapNode map, FieldPath path) {
    Set<String> seen = new HashSet<>();
    for (MapNode.Entry entry : map.entries()) {
      FieldPath place = path.child(entry.key().text());
      if (!seen.add(entry.key().text())) {
        problems.error(ProblemType.DUPLICATE_FIELD, new Place(place, entry.key().span()),
            Quote.text(entry.key().text()) + " is written twice: remove one of them");
      }
      if (entry.value() instanceof MapNode below) {
        duplicates(below, place);
      }
    }
  }
}
