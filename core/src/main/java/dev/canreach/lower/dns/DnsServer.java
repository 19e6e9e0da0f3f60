package dev.canreach.lower.dns;

import dev.canreach.resource.platform.Corefile;
import dev.canreach.resource.platform.ServerBlock;
import dev.canreach.resource.platform.ServerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one configuration of name servers makes of names. */
record DnsServer(List<DnsBlock> blocks) {
  /** As the clusters of the usual installers are configured. */
  static final DnsServer USUAL = new DnsServer(List.of(new DnsBlock(List.of(""),
      List.of(new DnsStep.Cluster(List.of(NameServers.DEFAULT_ZONE), ClusterScope.EVERYTHING, name -> false),
          new DnsStep.Forward("", List.of())))));
  private static final int DNS_PORT = 53;

  DnsServer {
    blocks = List.copyOf(blocks);
  }

  /** The name servers of a Corefile. */
  static DnsServer of(Corefile file, boolean accepted) {
    if (!accepted) {
      return uncertain("`" + file.id() + "`, which CoreDNS does not accept,");
    }
    if (file.imports()) {
      return uncertain("a file that `" + file.id() + "` imports");
    }
    List<ServerKey> keys = file.blocks().stream().flatMap(block -> asked(block)).toList();
    Set<Integer> ports = new TreeSet<>(keys.stream().map(ServerKey::port).toList());
    if (ports.size() > 1 && !ports.contains(DNS_PORT)) {
      return uncertain("`" + file.id() + "`, which serves several ports,");
    }
    List<DnsBlock> blocks = new ArrayList<>();
    for (ServerBlock block : file.blocks()) {
      List<String> zones = asked(block)
          .filter(key -> ports.size() == 1 || key.port() == DNS_PORT)
          .map(ServerKey::zone)
          .toList();
      if (block.uncertain()) {
        return uncertain("a zone of `" + file.id() + "` that only its environment knows");
      }
      if (!zones.isEmpty()) {
        blocks.add(new DnsBlock(zones, DnsSteps.of(file, block, zones)));
      }
    }
    return new DnsServer(blocks);
  }

  private static Stream<ServerKey> asked(ServerBlock block) {
    return block.keys().stream().filter(key -> key.transport().equals("dns"));
  }

  private static DnsServer uncertain(String what) {
    return new DnsServer(List.of(new DnsBlock(List.of(""), List.of(new DnsStep.Uncertain(name -> true, what, false)))));
  }

  /** The zones that the records of the cluster are served in; none when nothing tells. */
  List<String> clusterZones() {
    return blocks.stream()
        .flatMap(block -> block.steps().stream())
        .filter(DnsStep.Cluster.class::isInstance)
        .map(DnsStep.Cluster.class::cast)
        .flatMap(cluster -> cluster.zones().stream())
        .distinct()
        .toList();
  }

  /** The block with the longest zone that the name lies in answers. */
  DnsAnswer answer(String name, ClusterRecords records) {
    DnsBlock best = null;
    int length = -1;
    for (DnsBlock block : blocks) {
      int zone = DnsBlock.zone(name, block.zones()).map(String::length).orElse(-1);
      if (zone > length) {
        best = block;
        length = zone;
      }
    }
    return best == null
        ? new DnsAnswer.None("the cluster's name servers serve no zone that it lies in")
        : best.answer(name, records);
  }
}
