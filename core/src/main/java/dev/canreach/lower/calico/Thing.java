package dev.canreach.lower.calico;

import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.calico.HostEndpoint;
import dev.canreach.resource.calico.NetworkSet;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something with labels that selectors select (CALICO/1.7).
 *
 * @param what what it is
 * @param labels its labels as far as they are known, inherited ones included
 * @param openValues keys of labels that it has with a value that nobody knows
 * @param labelsKnown whether its own labels could be read; when not, it may have any
 * @param namespace its namespace, or empty
 * @param openNamespace whether its namespace is not in the input, so that it may have other labels
 * @param account its service account, or empty
 * @param openAccount whether its service account is not in the input
 */
record Thing(What what, SortedMap<String, String> labels, Set<String> openValues, boolean labelsKnown,
    String namespace, boolean openNamespace, String account, boolean openAccount) {

  /** What a thing is. */
  sealed interface What {
    /** A pod, by the index and the id of its endpoint. */
    record OfPod(int endpoint, String id) implements What {}

    /** A pod that does not exist yet: its labels are free. */
    record OfFuture(int endpoint, String id) implements What {}

    /** A host endpoint; `accepted` says when the cluster has it, and `refused` what of it may mean something else. */
    record OfHost(HostEndpoint host, PacketExpr accepted, RefusedParts refused) implements What {

      /** Whether it may be on any node, or on any interface of its node, since that could not be read. */
      boolean isOpen(String field, String read) {
        return refused.touch(field) && (read.isEmpty() || refused.fields().contains(field));
      }
    }

    /** A network set; `accepted` says when the cluster has it. */
    record OfSet(NetworkSet set, PacketExpr accepted) implements What {}
  }

  Thing {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    openValues = Collections.unmodifiableSet(new TreeSet<>(openValues));
  }

  /** Whether it may have the label, unknown to the input. */
  boolean mayHave(String key) {
    if (labels.containsKey(key) || openValues.contains(key)) {
      return false;
    }
    if (key.startsWith(LabelKeys.NAMESPACE_PREFIX)) {
      return openNamespace;
    }
    if (key.startsWith(LabelKeys.ACCOUNT_PREFIX)) {
      return openAccount;
    }
    return (what instanceof What.OfFuture || !labelsKnown) && !LabelKeys.OWN.contains(key);
  }
}
