package dev.canreach.lower.dns;

import dev.canreach.lower.dns.DnsStep.Cluster;
import dev.canreach.lower.dns.DnsStep.Forward;
import dev.canreach.lower.dns.DnsStep.Hosts;
import dev.canreach.lower.dns.DnsStep.Rewrite;
import dev.canreach.lower.dns.DnsStep.Uncertain;
import dev.canreach.packet.Address;
import java.util.List;
import java.util.Optional;

/**
 * A server block: what it answers for, and its plugins in the order in which they are asked.
 *
 * @param zones the zones; the empty zone for every name
 */
record DnsBlock(List<String> zones, List<DnsStep> steps) {
  DnsBlock {
    zones = List.copyOf(zones);
    steps = List.copyOf(steps);
  }

  DnsAnswer answer(String asked, ClusterRecords records) {
    String name = asked;
    boolean rewritten = false;
    for (DnsStep step : steps) {
      switch (step) {
        case Uncertain uncertain -> {
          if (uncertain.names().test(name) && !(rewritten && uncertain.rewrites())) {
            return new DnsAnswer.Open(uncertain.what());
          }
        }
        case Rewrite rewrite -> {
          Optional<String> changed = rewritten ? Optional.empty() : rewrite.change().of(name);
          rewritten |= changed.isPresent() && rewrite.last();
          name = changed.orElse(name);
        }
        case Hosts hosts -> {
          if (DnsName.inside(name, hosts.zones())) {
            List<Address> addresses = hosts.addresses().getOrDefault(name, List.of());
            if (!addresses.isEmpty()) {
              return new DnsAnswer.Listed(addresses);
            }
            if (!hosts.falls().test(name)) {
              return new DnsAnswer.None("`hosts` does not list it and does not fall through");
            }
          }
        }
        case Cluster cluster -> {
          Optional<String> zone = zone(name, cluster.zones());
          if (zone.isPresent()) {
            Optional<DnsAnswer> found = records.lookup(relative(name, zone.get()), cluster.scope());
            if (found.isPresent()) {
              return found.get();
            }
            if (!cluster.falls().test(name)) {
              return new DnsAnswer.None("no such name in the cluster");
            }
          }
        }
        case Forward forward -> {
          if (DnsName.inside(name, forward.zone()) && !DnsName.inside(name, forward.except())) {
            return new DnsAnswer.Forwarded(name, longer(forward.zone(), zone(name, zones).orElse("")));
          }
        }
      }
    }
    return new DnsAnswer.None("the cluster's name servers forward it to nobody");
  }

  private static String longer(String one, String other) {
    return one.length() >= other.length() ? one : other;
  }

  /** The longest of the zones that a name lies in. */
  static Optional<String> zone(String name, List<String> zones) {
    return zones.stream()
        .filter(zone -> DnsName.inside(name, zone))
        .max((one, other) -> Integer.compare(one.length(), other.length()));
  }

  /** The part of a name before its zone. */
  static String relative(String name, String zone) {
    if (zone.isEmpty()) {
      return name;
    }
    return name.equals(zone) ? "" : name.substring(0, name.length() - zone.length() - 1);
  }
}
