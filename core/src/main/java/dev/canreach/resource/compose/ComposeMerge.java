package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts one Compose tree over another (COMPOSE/C-6). Each setting has a pattern, such as {@code services.*.ports}. */
final class ComposeMerge {
  private static final String SERVICES = "services";
  private static final String SERVICE = "services.*";

  private static final Set<String> REPLACED = Set.of("services.*.command", "services.*.entrypoint",
      "services.*.healthcheck.test", "services.*.ulimits", "services.*.extends");
  private static final Set<String> APPENDED = Set.of("services.*.ports", "services.*.expose", "services.*.volumes",
      "services.*.devices", "services.*.tmpfs", "services.*.configs", "services.*.secrets", "services.*.env_file",
      "services.*.dns", "services.*.dns_search", "services.*.dns_opt", "services.*.links",
      "services.*.external_links", "services.*.profiles", "services.*.cap_add", "services.*.cap_drop",
      "services.*.networks.*.aliases", "services.*.networks.*.link_local_ips", "services.*.label_file");
  private static final Set<String> PAIRS = Set.of("services.*.environment", "services.*.labels",
      "services.*.annotations", "services.*.sysctls", "services.*.build.args", "services.*.build.labels",
      "services.*.extra_hosts", "services.*.deploy.labels", "networks.*.labels", "volumes.*.labels");
  private static final Set<String> NAMED = Set.of("services.*.networks", "services.*.depends_on");
  /** Mappings whose keys are names that the user chose. */
  private static final Set<String> FREE = Set.of(SERVICES, "networks", "volumes", "configs", "secrets",
      "services.*.networks", "services.*.depends_on");

  private final Problems problems;

  ComposeMerge(Problems problems) {
    this.problems = problems;
  }

  /** The base with the other tree over it. */
  MapNode files(MapNode base, MapNode over) {
    return mappings("", FieldPath.ROOT, base, over);
  }

  /** A service with what extends it over it. */
  MapNode services(FieldPath path, MapNode base, MapNode over) {
    return mappings(SERVICE, path, base, over);
  }

  private MapNode mappings(String pattern, FieldPath path, MapNode base, MapNode over) {
    Map<String, MapNode.Entry> merged = new LinkedHashMap<>();
    base.entries().forEach(entry -> merged.put(entry.key().text(), entry));
    for (MapNode.Entry entry : over.entries()) {
      String key = entry.key().text();
      MapNode.Entry old = merged.get(key);
      if (entry.value().tag().equals("!reset")) {
        merged.remove(key);
      } else if (old == null || entry.value().tag().equals("!override")) {
        merged.put(key, new MapNode.Entry(entry.key(), Trees.settled(entry.value())));
      } else {
        String below = FREE.contains(pattern) ? "*" : key;
        merged.put(key, new MapNode.Entry(old.key(), values(pattern.isEmpty() ? below : pattern + "." + below,
            path.child(key), old.value(), entry.value())));
      }
    }
    return new MapNode(new ArrayList<>(merged.values()), base.span());
  }

  private Node values(String pattern, FieldPath path, Node base, Node over) {
    if (REPLACED.contains(pattern) || Trees.isNull(base)) {
      return Trees.settled(over);
    }
    if (Trees.isNull(over)) {
      return base;
    }
    if (APPENDED.contains(pattern)) {
      return appended(Trees.items(base), Trees.items(over), over);
    }
    if (PAIRS.contains(pattern) && !(base instanceof MapNode && over instanceof MapNode)) {
      return appended(Trees.pairs(base), Trees.pairs(over), over);
    }
    if (NAMED.contains(pattern)) {
      return mappings(pattern, path, Trees.named(base), Trees.named(over));
    }
    if (pattern.equals("networks.*.ipam.config")) {
      return pools(path, base, over);
    }
    if (base instanceof MapNode below && over instanceof MapNode above) {
      return isOtherLogging(pattern, below, above) ? Trees.settled(over) : mappings(pattern, path, below, above);
    }
    if (base instanceof ListNode below && over instanceof ListNode above) {
      return appended(below.items(), above.items(), over);
    }
    boolean oneOfTwoForms = pattern.equals("services.*.build") || pattern.startsWith("services.*.develop");
    if ((base instanceof ScalarNode && over instanceof ScalarNode) || oneOfTwoForms) {
      return Trees.settled(over);
    }
    problems.error(ProblemType.INVALID, new Place(path, over.span()),
        "this can't override " + Quote.text(path.toString()) + ", which is written in another form: use the same form");
    return base;
  }

  /** Options of one log driver mean nothing to another. */
  private static boolean isOtherLogging(String pattern, MapNode base, MapNode over) {
    String before = Trees.text(base, "driver");
    String after = Trees.text(over, "driver");
    return pattern.equals("services.*.logging") && !before.isEmpty() && !after.isEmpty() && !before.equals(after);
  }

  private static Node appended(List<Node> base, List<Node> over, Node at) {
    var items = new ArrayList<>(base);
    over.stream().filter(item -> !item.tag().equals("!reset")).map(Trees::settled).forEach(items::add);
    return new ListNode(items, at.span());
  }

  /** Address pools are the same when their subnets are. */
  private Node pools(FieldPath path, Node base, Node over) {
    var pools = new ArrayList<>(Trees.items(base));
    for (Node item : Trees.items(over)) {
      int same = item instanceof MapNode map ? indexOf(pools, Trees.text(map, "subnet")) : -1;
      if (same >= 0 && pools.get(same) instanceof MapNode old && item instanceof MapNode map) {
        pools.set(same, mappings("pool", path.index(same), old, map));
      } else {
        pools.add(Trees.settled(item));
      }
    }
    return new ListNode(pools, base.span());
  }

  private static int indexOf(List<Node> pools, String subnet) {
    for (int i = 0; i < pools.size(); i++) {
      if (pools.get(i) instanceof MapNode pool && Trees.text(pool, "subnet").equals(subnet)) {
        return i;
      }
    }
    return -1;
  }
}
