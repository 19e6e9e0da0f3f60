package dev.canreach.lower.dns;

import java.util.Optional;

/** The records that a cluster's Services and pods make. */
@FunctionalInterface
public interface ClusterRecords {
  /** No records. */
  ClusterRecords NONE = (name, scope) -> Optional.empty();

  /**
   * The record of a name.
   *
   * @param name the name without its zone, such as {@code web.shop.svc}
   * @param scope which records the name servers serve
   * @return empty when there is none
   */
  Optional<DnsAnswer> lookup(String name, ClusterScope scope);
}
