package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.ContainerRole;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PodSpec;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pods of a cluster: listed ones, and those of the templates that no listed pod comes from (K8S/W-01, W-15). */
public final class PodClasses {
  /** The namespace of the cluster's name servers. */
  static final String SYSTEM = "kube-system";
  /** The labels of the cluster's name servers (K8S/S-23). */
  static final Map<String, String> DNS_LABELS = Map.of("k8s-app", "kube-dns");
  /** A StatefulSet of more replicas is one class with open ordinals. */
  private static final int MOST_ORDINALS = 100;

  private final List<PodClass> classes = new ArrayList<>();
  private final Map<String, PodClass> byId = new LinkedHashMap<>();
  private final SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
  private final SortedSet<String> gone = new TreeSet<>();
  /** What single objects have come to, by the very objects. */
  private final IdentityHashMap<Pod, Listed> listed = new IdentityHashMap<>();
  private final IdentityHashMap<Workload, PodClass> templates = new IdentityHashMap<>();

  /**
   * A listed pod.
   *
   * @param setName the Service of the StatefulSet that it belongs to, or empty
   */
  private record Listed(String setName, PodClass pod) {}

  /** The classes of an input, in the order of their objects' ids: worked out once for all who ask. */
  public static PodClasses of(Inventory inventory) {
    List<Pod> pods = inventory.latest(Pod.class);
    List<Workload> workloads = inventory.latest(Workload.class);
    boolean ordinals = OrdinalLabels.referred(inventory);
    return inventory.made(PodClasses.class, List.of(pods, workloads, ordinals),
        other -> new PodClasses(pods, workloads, ordinals, other));
  }

  private PodClasses(List<Pod> pods, List<Workload> workloads, boolean ordinals, Optional<PodClasses> other) {
    Owners owners = new Owners(workloads);
    Set<String> inUse = new HashSet<>();
    for (Pod pod : pods) {
      if (pod.status().terminated()) {
        gone.add("pod/" + pod.namespace() + "/" + pod.name());
        continue;
      }
      PodClass listedPod = listed(pod, owners, other);
      classes.add(listedPod);
      inUse.add(listedPod.id());
      for (Workload owner : owners.of(pod)) {
        inUse.add(Owners.id(owner));
        group(Owners.id(owner), listedPod.id());
      }
    }
    for (Workload workload : workloads) {
      List<Workload> managers = owners.of(workload);
      if (inUse.contains(Owners.id(workload))) {
        continue;
      }
      if (managers.isEmpty()) {
        addTemplate(workload, ordinals, inUse, other);
      } else if (workload.replicas() > 0 && !inUse.contains(Owners.id(managers.get(managers.size() - 1)))) {
        group(Owners.id(workload), Owners.id(managers.get(managers.size() - 1)));
      }
    }
    if (classes.stream().noneMatch(PodClasses::isNameServer)) {
      classes.add(impliedNameServers());
    }
    classes.forEach(pod -> byId.put(pod.id(), pod));
  }

  /** Every class of pods. */
  public List<PodClass> all() {
    return Collections.unmodifiableList(classes);
  }

  /** Every class of pods, by the id of its endpoint. */
  Map<String, PodClass> byId() {
    return Collections.unmodifiableMap(byId);
  }

  /** The ids that stand for several classes, e.g. a Deployment for its listed pods. */
  public SortedMap<String, SortedSet<String>> groups() {
    return Collections.unmodifiableSortedMap(groups);
  }

  /** The ids of listed pods that have finished, and so have no network any more (K8S/W-11). */
  public SortedSet<String> gone() {
    return Collections.unmodifiableSortedSet(gone);
  }

  private void group(String name, String member) {
    groups.computeIfAbsent(name, key -> new TreeSet<>()).add(member);
  }

  private static boolean isNameServer(PodClass pod) {
    return pod.namespace().equals(SYSTEM) && pod.labels().entrySet().containsAll(DNS_LABELS.entrySet());
  }

  private PodClass listed(Pod pod, Owners owners, Optional<PodClasses> other) {
    String setName = owners.of(pod)
        .stream()
        .filter(owner -> owner.kind().equals("StatefulSet"))
        .map(Workload::serviceName)
        .findFirst()
        .orElse("");
    Listed made = other.map(each -> each.listed.get(pod))
        .filter(each -> each.setName().equals(setName))
        .orElseGet(() -> new Listed(setName, listed(pod, setName)));
    listed.put(pod, made);
    return made.pod();
  }

  private static PodClass listed(Pod pod, String setName) {
    PodSpec spec = pod.spec();
    String hostname = spec.hostname().isEmpty() && !setName.isEmpty() ? pod.name() : spec.hostname();
    return new PodClass("pod/" + pod.namespace() + "/" + pod.name(), Role.WORKLOAD, pod.namespace(), pod.name(),
        pod.meta().labels(), pod.meta().annotations(), Set.of(),
        pod.meta().labelsKnown(), spec, pod.status().podIps(), spec.nodeName(),
        pod.status().ready().orElse(true),
        false, "", hostname, spec.subdomain().isEmpty() ? setName : spec.subdomain(), origin(pod.id(), pod.span()));
  }

  private void addTemplate(Workload workload, boolean ordinals, Set<String> inUse, Optional<PodClasses> other) {
    boolean split = ordinals && workload.kind().equals("StatefulSet") && workload.replicas() <= MOST_ORDINALS;
    if (!split || workload.replicas() == 0) {
      PodClass template = other.map(each -> each.templates.get(workload)).orElseGet(() -> template(workload));
      templates.put(workload, template);
      classes.add(template);
      return;
    }
    for (int i = 0; i < workload.replicas(); i++) {
      PodClass member = ordinal(workload, workload.firstOrdinal() + i);
      if (inUse.add(member.id())) {
        classes.add(member);
        group(Owners.id(workload), member.id());
      }
    }
  }

  private static PodClass template(Workload workload) {
    SortedMap<String, String> labels = new TreeMap<>(workload.template().labels());
    Set<String> open = ControllerLabels.add(workload, labels);
    boolean several = workload.replicas() != 1 || workload.kind().equals("DaemonSet")
        || workload.kind().equals("CronJob");
    PodSpec spec = workload.pod();
    String subdomain = spec.subdomain().isEmpty() ? workload.serviceName() : spec.subdomain();
    return new PodClass(Owners.id(workload), Role.WORKLOAD, workload.namespace(), workload.name(), labels,
        workload.template().annotations(), open, workload.template().labelsKnown(), spec,
        List.of(), spec.nodeName(), true, several, idle(workload), spec.hostname(), subdomain,
        origin(workload.id(), workload.span()));
  }

  /** Why no pod of a workload runs now. */
  private static String idle(Workload workload) {
    if (workload.finished()) {
      return "it has finished";
    }
    if (workload.suspended()) {
      return "it is suspended";
    }
    boolean job = workload.kind().equals("Job") || workload.kind().equals("CronJob");
    return workload.replicas() == 0 ? "`" + (job ? "parallelism" : "replicas") + "` is 0" : "";
  }

  private static PodClass ordinal(Workload workload, int ordinal) {
    String name = workload.name() + "-" + ordinal;
    PodClass template = template(workload);
    SortedMap<String, String> labels = new TreeMap<>(template.labels());
    labels.put(OrdinalLabels.POD_NAME, name);
    labels.put(OrdinalLabels.POD_INDEX, Integer.toString(ordinal));
    Set<String> open = new TreeSet<>(template.openLabels());
    open.removeAll(OrdinalLabels.KEYS);
    return new PodClass("pod/" + workload.namespace() + "/" + name, Role.WORKLOAD, workload.namespace(), name, labels,
        template.annotations(), open, template.labelsKnown(), template.spec(), List.of(), template.node(), true, false,
        template.idle(), name,
        template.subdomain(), template.origin());
  }

  private static PodClass impliedNameServers() {
    Span span = Lowerings.builtIn();
    List<ContainerPort> ports = List.of(
        new ContainerPort("dns", Protocol.UDP, 53, OptionalInt.empty(), "", span),
        new ContainerPort("dns-tcp", Protocol.TCP, 53, OptionalInt.empty(), "", span));
    PodSpec spec = new PodSpec(false, Optional.empty(), new TreeMap<>(),
        List.of(new Container("dns", ContainerRole.ORDINARY, ports)), "", "", "Default", "default", span);
    return new PodClass("implied/" + SYSTEM + "/kube-dns", Role.IMPLIED, SYSTEM, "kube-dns", new TreeMap<>(DNS_LABELS),
        new TreeMap<>(), Set.of(), true, spec, List.of(), Optional.empty(), true, true, "", "", "",
        origin("the cluster's name servers", span));
  }

  private static Origin origin(String object, Span span) {
    return new Origin(object, "", "", span);
  }
}
