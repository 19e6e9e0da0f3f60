package dev.canreach.lower.docker;

import dev.canreach.packet.Protocol;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What listens where: {@code ENTRY(; ENTRY)*} with {@code ENTRY = SERVICE|* = PORTS/PROTOCOL ...} (contract §4). An entry
 * of a service replaces the one for all.
 *
 * @param entries the sockets by service
 */
record Listeners(SortedMap<String, Set<Socket>> entries) {
  private static final String ALL = "*";

  /** A port that something listens on. */
  record Socket(Protocol protocol, int port) implements Comparable<Socket> {
    @Override
    public int compareTo(Socket other) {
      int byProtocol = Integer.compare(protocol.number(), other.protocol.number());
      return byProtocol != 0 ? byProtocol : Integer.compare(port, other.port);
    }
  }

  Listeners {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  static Listeners parse(String text) {
    SortedMap<String, Set<Socket>> entries = new TreeMap<>();
    for (String entry : text.split(";", -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        Set<Socket> sockets = new TreeSet<>();
        for (String group : entry.substring(equals + 1).strip().split("\\s+", -1)) {
          sockets(group, sockets);
        }
        entries.put(entry.substring(0, equals).strip(), sockets);
      }
    }
    return new Listeners(entries);
  }

  private static void sockets(String group, Set<Socket> sockets) {
    int slash = group.indexOf('/');
    if (slash < 0) {
      return;
    }
    Protocol.parse(group.substring(slash + 1)).ifPresent(protocol -> {
      for (String port : group.substring(0, slash).split(",", -1)) {
        if (port.matches("[0-9]{1,5}")) {
          sockets.add(new Socket(protocol, Integer.parseInt(port)));
        }
      }
    });
  }

  /** What listens in the containers of a service. */
  Set<Socket> of(String service) {
    return entries.getOrDefault(service, entries.getOrDefault(ALL, Set.of()));
  }
}
