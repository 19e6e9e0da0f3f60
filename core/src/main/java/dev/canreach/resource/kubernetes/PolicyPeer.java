package dev.canreach.resource.kubernetes;

import dev.canreach.resource.LabelSelector;
import dev.canreach.source.Span;
import java.util.Objects;
import java.util.Optional;

/** The other end of traffic that a NetworkPolicy rule allows. */
public sealed interface PolicyPeer {
  /** Where it stands. */
  Span span();

  /** The same, wherever it stands. */
  default PolicyPeer withoutPlaces() {
    return switch (this) {
      case Pods pods -> new Pods(pods.podSelector().map(LabelSelector::withoutPlaces),
          pods.namespaceSelector().map(LabelSelector::withoutPlaces), Span.NOWHERE);
      case Block block -> new Block(block.block().withoutPlaces());
      case Invalid invalid -> new Invalid(Span.NOWHERE);
    };
  }

  /**
   * Pods by label; at least one of the selectors is present (K8S/N-07 to N-09).
   *
   * @param podSelector which pods; all when empty
   * @param namespaceSelector in which namespaces; the policy's own when empty
   */
  record Pods(Optional<LabelSelector> podSelector, Optional<LabelSelector> namespaceSelector, Span span)
      implements
        PolicyPeer {
    public Pods {
      Objects.requireNonNull(podSelector);
      Objects.requireNonNull(namespaceSelector);
      Objects.requireNonNull(span);
    }
  }

  /** Addresses. */
  record Block(IpBlock block) implements PolicyPeer {
    public Block {
      Objects.requireNonNull(block);
    }

    @Override
    public Span span() {
      return block.span();
    }
  }

  /** A peer that the server refuses, or cannot read (K8S/N-26): it may have been meant to match or not. */
  record Invalid(Span span) implements PolicyPeer {
    public Invalid {
      Objects.requireNonNull(span);
    }
  }
}
