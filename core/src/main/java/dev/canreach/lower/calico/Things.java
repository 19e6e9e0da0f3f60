package dev.canreach.lower.calico;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.HostEndpoint;
import dev.canreach.resource.calico.NetworkSet;
import dev.canreach.resource.calico.Profile;
import dev.canreach.resource.kubernetes.ServiceAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the things that selectors select, with the labels that Calico gives them (CALICO/1.7). */
final class Things {
  private final Cluster cluster;
  private final boolean closedWorld;
  private final Map<String, Map<String, String>> accounts = new HashMap<>();
  private final Map<String, Map<String, String>> profileLabels = new HashMap<>();
  /** Profiles of which nobody knows which labels they give. */
  private final Set<String> refusedProfiles = new HashSet<>();
  private final List<Thing> things = new ArrayList<>();

  private Things(Inventory inventory, Assumptions assumptions, Cluster cluster) {
    this.cluster = cluster;
    this.closedWorld = assumptions.world() == Assumptions.World.CLOSED;
    for (ServiceAccount account : inventory.latest(ServiceAccount.class)) {
      if (account.meta().labelsKnown()) {
        accounts.put(account.namespace() + "/" + account.name(), account.meta().labels());
      }
    }
    for (Profile profile : inventory.latest(Profile.class)) {
      if (RefusedParts.of(profile, inventory).isEmpty()) {
        profileLabels.put(profile.name(), profile.labels());
      } else {
        refusedProfiles.add(profile.name());
      }
    }
  }

  static List<Thing> of(Inventory inventory, Assumptions assumptions, Cluster cluster, NetworkBuilder network) {
    Things all = new Things(inventory, assumptions, cluster);
    for (Endpoint endpoint : network.endpoints()) {
      PodClass pod = cluster.pods().get(endpoint.id());
      if (endpoint.role() == Role.FUTURE) {
        all.addFuture(endpoint);
      } else if (pod != null && pod.selectable()) {
        all.addPod(endpoint.index(), pod);
      }
    }
    for (NetworkSet set : inventory.latest(NetworkSet.class)) {
      all.addSet(set, inventory);
    }
    for (HostEndpoint host : inventory.latest(HostEndpoint.class)) {
      SortedMap<String, String> labels = new TreeMap<>();
      host.profiles().forEach(profile -> labels.putAll(all.profileLabels.getOrDefault(profile, Map.of())));
      labels.putAll(host.labels());
      boolean known = host.meta().labelsKnown() && host.profiles().stream().noneMatch(all.refusedProfiles::contains);
      all.things.add(new Thing(
          new Thing.What.OfHost(host, Acceptance.of(host, inventory), RefusedParts.of(host, inventory)), labels,
          Set.of(), known, "", false, "", false));
    }
    return all.things;
  }

  private void addPod(int endpoint, PodClass pod) {
    SortedMap<String, String> labels = inherited(pod.namespace());
    String account = pod.account();
    labels.putAll(accountLabels(pod.namespace(), account));
    labels.putAll(pod.labels());
    labels.put(LabelKeys.NAMESPACE, pod.namespace());
    labels.put(LabelKeys.ORCHESTRATOR, "k8s");
    if (account.length() <= LabelKeys.LONGEST_ACCOUNT) {
      labels.put(LabelKeys.ACCOUNT, account);
    }
    labels.keySet().removeAll(pod.openLabels());
    things.add(new Thing(new Thing.What.OfPod(endpoint, pod.id()), labels, pod.openLabels(),
        pod.labelsKnown(), pod.namespace(),
        isOpen(pod.namespace()), account, !closedWorld && !accounts.containsKey(pod.namespace() + "/" + account)));
  }

  private void addFuture(Endpoint future) {
    SortedMap<String, String> labels = inherited(future.namespace());
    labels.put(LabelKeys.NAMESPACE, future.namespace());
    labels.put(LabelKeys.ORCHESTRATOR, "k8s");
    Set<String> open = Set.of(LabelKeys.ACCOUNT, LabelKeys.ACCOUNT_PREFIX + LabelKeys.NAME);
    things.add(new Thing(new Thing.What.OfFuture(future.index(), future.id()), labels, open, true, future.namespace(),
        isOpen(future.namespace()), "", true));
  }

  /** A set of a namespace inherits the labels of the namespace (CALICO/CAX-2). */
  private void addSet(NetworkSet set, Inventory inventory) {
    SortedMap<String, String> labels = new TreeMap<>();
    if (!set.namespace().isEmpty()) {
      labels.putAll(inherited(set.namespace()));
    }
    labels.putAll(set.labels());
    if (!set.namespace().isEmpty()) {
      labels.put(LabelKeys.NAMESPACE, set.namespace());
    }
    things.add(new Thing(new Thing.What.OfSet(set, Acceptance.of(set, inventory)), labels, Set.of(),
        set.meta().labelsKnown(), set.namespace(),
        !set.namespace().isEmpty() && isOpen(set.namespace()), "", false));
  }

  private boolean isOpen(String namespace) {
    return !closedWorld && !cluster.namespaces().listed(namespace);
  }

  private SortedMap<String, String> inherited(String namespace) {
    SortedMap<String, String> labels = new TreeMap<>();
    cluster.namespaces()
        .of(namespace)
        .forEach((key, value) -> labels.put(LabelKeys.NAMESPACE_PREFIX + key, value));
    labels.put(LabelKeys.NAMESPACE_PREFIX + LabelKeys.NAME, namespace);
    return labels;
  }

  private SortedMap<String, String> accountLabels(String namespace, String account) {
    SortedMap<String, String> labels = new TreeMap<>();
    accounts.getOrDefault(namespace + "/" + account, Map.of())
        .forEach((key, value) -> labels.put(LabelKeys.ACCOUNT_PREFIX + key, value));
    labels.put(LabelKeys.ACCOUNT_PREFIX + LabelKeys.NAME, account);
    return labels;
  }
}
