package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what runs in a pod. */
final class PodSpecRules {
  private static final int MAX_NAMESERVERS = 3;
  private static final int MAX_SEARCHES = 32;
  private static final int MAX_SEARCH_LENGTH = 2048;

  private PodSpecRules() {}

  /**
   * Checks the spec of a pod.
   *
   * @param spec the spec
   * @param pod whether it is a pod's own and not a template's
   * @param problems receives what is wrong
   */
  static void check(Fields spec, boolean pod, Problems problems) {
    Set<String> volumes = VolumeRules.check(spec, problems);
    containers(spec, volumes, pod, problems);
    hostPorts(spec, pod, problems);
    WorkloadRules.nonEmpty(spec, "restartPolicy")
        .ifPresent(policy -> problems.oneOf(spec.at("restartPolicy"), policy, "Always", "OnFailure", "Never"));
    dns(spec, problems);
    Labels.check(spec.entries("nodeSelector"), spec.path().child("nodeSelector"), problems);
    names(spec, problems);
    spec.number("activeDeadlineSeconds")
        .ifPresent(value -> problems.inRange(spec.at("activeDeadlineSeconds"), value, 1, Integer.MAX_VALUE));
    if (spec.number("terminationGracePeriodSeconds").orElse(0L) < 0) {
      problems.warning(spec.at("terminationGracePeriodSeconds"),
          "a negative grace period is taken as 1: use 0 or more");
    }
    for (Fields alias : spec.objects("hostAliases")) {
      Addresses.checkAddress(alias.at("ip"), alias.textOrEmpty("ip"), problems);
      for (Value name : alias.texts("hostnames")) {
        problems.check(name.place(), name.text(), Names::dnsSubdomain);
      }
    }
    for (Fields gate : spec.objects("readinessGates")) {
      problems.check(gate.at("conditionType"), gate.textOrEmpty("conditionType"), Names::labelKey);
    }
    hostUsers(spec, problems);
    SchedulingRules.check(spec, problems);
    PodWarnings.check(spec, problems);
  }

  private static void containers(Fields spec, Set<String> volumes, boolean pod, Problems problems) {
    List<Fields> ordinary = spec.objects("containers");
    if (ordinary.isEmpty()) {
      problems.required(spec.at("containers"), "a pod needs at least one container");
    }
    var names = new HashSet<String>();
    for (Fields container : ordinary) {
      name(container, names, problems);
      ContainerRules.check(container, volumes, pod, problems);
      ProbeRules.check(container, problems);
    }
    for (Fields container : spec.objects("initContainers")) {
      name(container, names, problems);
      ContainerRules.check(container, volumes, pod, problems);
      if (container.textOrEmpty("restartPolicy").equals("Always")) {
        ProbeRules.check(container, problems);
      } else {
        ProbeRules.checkAbsent(container, problems);
      }
    }
  }

  private static void name(Fields container, Set<String> names, Problems problems) {
    String name = container.textOrEmpty("name");
    if (name.isEmpty()) {
      problems.required(container.at("name"), "a container needs a name");
    } else {
      problems.check(container.at("name"), name, Names::dnsLabel);
      if (!names.add(name)) {
        problems.duplicate(container.at("name"), name);
      }
    }
  }

  /** Host ports are unique among the ordinary containers, and in each init container (K8S/W-09). */
  private static void hostPorts(Fields spec, boolean pod, Problems problems) {
    boolean hostNetwork = spec.flag("hostNetwork").orElse(false);
    var taken = new HashSet<String>();
    for (Fields container : spec.objects("containers")) {
      for (Fields port : container.objects("ports")) {
        long number = port.number("containerPort").orElse(0L);
        long written = port.number("hostPort").orElse(0L);
        if (hostNetwork && written != 0 && written != number) {
          problems.invalid(port.at("hostPort"), Long.toString(written),
              "differs from `containerPort`: with `hostNetwork` they are one");
        }
        long hostPort = hostNetwork && pod && written == 0 ? number : written;
        hostPort(port, hostPort, taken, problems);
      }
    }
    for (Fields container : spec.objects("initContainers")) {
      var own = new HashSet<String>();
      container.objects("ports").forEach(port -> hostPort(port, port.number("hostPort").orElse(0L), own, problems));
    }
  }

  private static void hostPort(Fields port, long number, Set<String> taken, Problems problems) {
    String protocol = WorkloadRules.nonEmpty(port, "protocol").orElse("TCP");
    if (number != 0 && !taken.add(protocol + "/" + port.textOrEmpty("hostIP") + "/" + number)) {
      problems.duplicate(port.at("hostPort"), protocol + " " + number);
    }
  }

  private static void dns(Fields spec, Problems problems) {
    String policy = spec.textOrEmpty("dnsPolicy");
    if (!policy.isEmpty()) {
      problems.oneOf(spec.at("dnsPolicy"), policy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
    }
    Fields config = spec.object("dnsConfig");
    List<Value> servers = config.texts("nameservers");
    if (policy.equals("None") && !config.present()) {
      problems.required(spec.at("dnsConfig"), "`dnsPolicy: None` needs `dnsConfig`");
      return;
    }
    if (policy.equals("None") && servers.isEmpty()) {
      problems.required(config.at("nameservers"), "`dnsPolicy: None` needs a name server in `dnsConfig`");
      return;
    }
    if (servers.size() > MAX_NAMESERVERS) {
      problems.error(ProblemType.INVALID, config.at("nameservers"),
          "there may be " + MAX_NAMESERVERS + " name servers: remove the others");
    }
    for (Value server : servers) {
      Addresses.checkAddress(server.place(), server.text(), problems);
    }
    List<Value> searches = config.texts("searches");
    int length = searches.stream().mapToInt(search -> search.text().length() + 1).sum() - 1;
    if (searches.size() > MAX_SEARCHES || length > MAX_SEARCH_LENGTH) {
      problems.error(ProblemType.INVALID, config.at("searches"), "there may be " + MAX_SEARCHES
          + " search domains of " + MAX_SEARCH_LENGTH + " characters together: remove some");
    }
    for (Value search : searches) {
      String domain = search.text();
      String relative = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
      if (!domain.equals(".")) {
        Names.dnsSubdomainWithUnderscores(relative)
            .ifPresent(problem -> problems.invalid(search.place(), domain, problem));
      }
    }
    for (Fields option : config.objects("options")) {
      if (option.textOrEmpty("name").isEmpty()) {
        problems.required(option.place(), "an option of `dnsConfig` needs a name");
      }
    }
  }

  private static void names(Fields spec, Problems problems) {
    for (String field : List.of("hostname", "subdomain")) {
      WorkloadRules.nonEmpty(spec, field).ifPresent(name -> problems.check(spec.at(field), name, Names::dnsLabel));
    }
    List<String> subdomains = List.of("nodeName", "priorityClassName", "runtimeClassName", "hostnameOverride");
    for (String field : subdomains) {
      WorkloadRules.nonEmpty(spec, field).ifPresent(name -> problems.check(spec.at(field), name, Names::dnsSubdomain));
    }
    Optional<String> account = WorkloadRules.nonEmpty(spec, "serviceAccountName");
    String field = account.isPresent() ? "serviceAccountName" : "serviceAccount";
    account.or(() -> WorkloadRules.nonEmpty(spec, "serviceAccount"))
        .ifPresent(name -> Names.dnsSubdomain(name)
            .ifPresent(problem -> problems.invalid(
                new Place(spec.path().child("serviceAccountName"), spec.at(field).span()),
                name, problem)));
  }

  private static void hostUsers(Fields spec, Problems problems) {
    if (!spec.flag("hostUsers").orElse(true) && spec.flag("hostNetwork").orElse(false)) {
      problems.forbidden(spec.at("hostNetwork"), "`hostUsers: false` excludes `hostNetwork`: remove one of them");
    }
  }
}
