package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.LabelSelector;
import dev.canreach.source.Span;
import java.util.List;

/** Whom an administrator's policy governs, or who is at the other end (K8S/P-02, P-09). */
public sealed interface AdminPeer {
  /** Where it is written. */
  Span span();

  /** Pods of the namespaces that one selector selects, and of those the ones that the other selects. */
  record Pods(LabelSelector namespaces, LabelSelector pods, Span span) implements AdminPeer {}

  /** Nodes, with everything that has their addresses (K8S/P-12). */
  record Nodes(LabelSelector nodes, Span span) implements AdminPeer {}

  /** Addresses, also those of pods (K8S/P-11). */
  record Networks(List<Cidr> blocks, Span span) implements AdminPeer {
    public Networks {
      blocks = List.copyOf(blocks);
    }
  }

  /** What names outside the cluster resolve to; a star stands for one or more labels (K8S/P-13). */
  record DomainNames(List<String> names, Span span) implements AdminPeer {
    public DomainNames {
      names = List.copyOf(names);
    }
  }

  /** A peer that is refused (K8S/P-09). */
  record Invalid(Span span) implements AdminPeer {}
}
