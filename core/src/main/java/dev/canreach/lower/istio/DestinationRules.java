package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Origin;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.HostPatterns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which destination rule counts for which client (ISTIO/I-6.1, IX-7). */
final class DestinationRules {
  private static final Comparator<DestinationRule> ORDER = Comparator
      .<DestinationRule, Boolean>comparing(rule -> !rule.clients().written())
      .thenComparing(DestinationRule.OLDEST_FIRST);

  /** Fields that say nothing about where calls go, and how. */
  private static final Pattern BESIDE = Pattern
      .compile("[.](connectionPool|outlierDetection|localityLbSetting|warmup|warmupDurationSecs)");

  private final MeshSettings settings;
  private final Map<DestinationRule, RefusedParts> doubtful = new LinkedHashMap<>();
  /** By namespace and full host. */
  private final Map<String, Map<String, List<DestinationRule>>> rules = new HashMap<>();

  DestinationRules(List<DestinationRule> all, MeshSettings settings, World world) {
    this.settings = settings;
    all.stream()
        .filter(rule -> !world.refused(rule).fields().stream().allMatch(field -> BESIDE.matcher(field).find()))
        .forEach(rule -> doubtful.put(rule, world.refused(rule)));
    all.stream()
        .sorted(ORDER)
        .forEach(rule -> rules.computeIfAbsent(rule.namespace(), key -> new TreeMap<>())
            .computeIfAbsent(settings.full(rule.host(), rule.namespace()), key -> new ArrayList<>())
            .add(rule));
  }

  /** What counts for clients of a namespace and some labels that call a host. */
  Optional<ClientPolicy> find(String client, Map<String, String> labels, MeshService service) {
    List<DestinationRule> found = client.equals(settings.rootNamespace())
        ? local(client, service.host()).stream().filter(rule -> isPrivate(rule, client)).toList()
        : local(client, service.host());
    if (found.isEmpty()) {
      found = exported(service.namespace(), client, service.host());
    }
    if (found.isEmpty()) {
      found = exported(settings.rootNamespace(), client, service.host());
    }
    return choose(found, labels);
  }

  /** What rules that the server refuses may say about calls of clients of a namespace to a host (ISTIO/I-14). */
  List<Doubt> doubts(String client, MeshService service, PacketExpr calls) {
    List<Doubt> doubts = new ArrayList<>();
    doubtful.forEach((rule, refused) -> {
      boolean host = refused.touch("spec.host")
          || HostPatterns.covers(settings.full(rule.host(), rule.namespace()), service.host());
      if (host && (refused.touch("spec.exportTo", "spec.workloadSelector") || sees(client, rule))) {
        doubts.add(new Doubt(refused, calls, new Origin(rule.id(), "", "", rule.span())));
      }
    });
    return doubts;
  }

  private List<String> exportTo(DestinationRule rule) {
    List<String> own = List.of(".");
    return Visibility.normal(rule.namespace(), rule.clients().written() ? own : rule.exportTo(),
        settings.destinationRuleExportTo());
  }

  private boolean isPrivate(DestinationRule rule, String namespace) {
    return exportTo(rule).equals(List.of(namespace));
  }

  private boolean sees(String client, DestinationRule rule) {
    List<String> targets = exportTo(rule);
    return targets.contains("*") || targets.contains(client);
  }

  /** The rules of the client's own namespace that it sees itself, of the most specific host among them. */
  private List<DestinationRule> local(String client, String host) {
    Map<String, List<DestinationRule>> visible = new TreeMap<>();
    rules.getOrDefault(client, Map.of()).forEach((name, list) -> {
      List<DestinationRule> seen = list.stream().filter(rule -> sees(client, rule)).toList();
      if (!seen.isEmpty()) {
        visible.put(name, seen);
      }
    });
    return Hosts.mostSpecific(visible.keySet(), host).map(visible::get).orElse(List.of());
  }

  /** The rules of the most specific host of another namespace, as far as the client sees them. */
  private List<DestinationRule> exported(String namespace, String client, String host) {
    Map<String, List<DestinationRule>> all = rules.getOrDefault(namespace, Map.of());
    return Hosts.mostSpecific(all.keySet(), host)
        .map(all::get)
        .orElse(List.of())
        .stream()
        .filter(rule -> sees(client, rule))
        .toList();
  }

  /** A rule for this very client, else the last of those that are for all. */
  private Optional<ClientPolicy> choose(List<DestinationRule> found, Map<String, String> labels) {
    List<ClientPolicy> apart = new ArrayList<>();
    for (DestinationRule rule : found) {
      boolean merged = false;
      for (int i = 0; i < apart.size() && !rule.clients().written(); i++) {
        ClientPolicy other = apart.get(i);
        if (other.rule().clients().written()) {
          continue;
        }
        if (exportTo(rule).equals(exportTo(other.rule()))) {
          apart.set(i, other.with(rule));
          merged = true;
        } else if (new HashSet<>(exportTo(rule)).containsAll(exportTo(other.rule()))) {
          apart.set(i, other.with(rule));
        }
      }
      if (!merged) {
        apart.add(ClientPolicy.of(rule));
      }
    }
    Optional<ClientPolicy> last = Optional.empty();
    for (ClientPolicy policy : apart) {
      if (!policy.rule().clients().written()) {
        last = Optional.of(policy);
      } else if (policy.rule().clients().matches(labels)) {
        return Optional.of(policy);
      }
    }
    return last;
  }
}
