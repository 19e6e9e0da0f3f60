package dev.canreach.lint.rules.istio;

import dev.canreach.lint.PodGroups;
import dev.canreach.lint.PodSet;
import dev.canreach.lint.RuleContext;
import dev.canreach.lower.dns.NameServers;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.Subset;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.platform.Corefile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Services that the hosts of destination rules name, and the pods behind them (ISTIO/I-6.1). */
final class ServiceHosts {
  private final String domain;
  private final PodGroups pods;
  private final Map<String, Service> services = new HashMap<>();

  private ServiceHosts(RuleContext context) {
    domain = ".svc." + NameServers
        .of(context.all(Corefile.class), file -> context.rejections(file).isEmpty())
        .zone();
    pods = context.pods();
    context.inForce(Service.class)
        .forEach(service -> services.put(service.name() + "." + service.namespace() + domain, service));
  }

  /** Those of a run. */
  static ServiceHosts of(RuleContext context) {
    return context.shared(ServiceHosts.class, ServiceHosts::new);
  }

  /** The Service that the rule is about, if it is one that selects its pods. */
  Optional<Service> service(DestinationRule rule) {
    String host = rule.host().contains(".") ? rule.host() : rule.host() + "." + rule.namespace() + domain;
    return Optional.ofNullable(services.get(host)).filter(service -> !service.selector().isEmpty());
  }

  /** The pods that the Service may select. */
  PodSet pods(Service service) {
    return pods.selected(service.namespace(), service.selector());
  }

  /** Those of them that the subset may select: none where the two ask for different values of a label (ISTIO/I-6.5). */
  PodSet pods(Service service, Subset subset) {
    boolean contradicts = subset.labels()
        .entrySet()
        .stream()
        .anyMatch(label -> !service.selector()
            .getOrDefault(label.getKey(), label.getValue())
            .equals(label.getValue()));
    if (contradicts) {
      return pods.none();
    }
    SortedMap<String, String> wanted = new TreeMap<>(service.selector());
    wanted.putAll(subset.labels());
    return pods.selected(service.namespace(), wanted);
  }
}
