package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.PolicyPort;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of example packets, in the terms of {@link SymbolicPolicies}. */
final class Example {
  private Example() {}

  /**
   * An example of a peer.
   *
   * @param family the family of its packets; any when empty
   * @param labels what is true of it
   */
  record Peer(Optional<IpFamily> family, SortedMap<String, String> labels) {
    /** A peer of which nothing is known. */
    static final Peer ANYONE = new Peer(Optional.empty(), new TreeMap<>());

    Peer {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** A pod with these labels in a namespace with these. */
    static Peer pod(Map<String, String> own, Map<String, String> namespace) {
      var labels = new TreeMap<String, String>();
      labels.put("kind", "pod");
      own.forEach((key, value) -> labels.put("pod:" + key, value));
      namespace.forEach((key, value) -> labels.put("namespace:" + key, value));
      return new Peer(Optional.empty(), labels);
    }

    /** Something that is no pod, in a part of the address space. */
    static Peer address(IpFamily family, int part) {
      return new Peer(Optional.of(family), new TreeMap<>(Map.of("address", Integer.toString(part))));
    }
  }

  /**
   * An example of what is sent.
   *
   * @param protocol the protocol
   * @param number the port; 0 where the protocol has none
   * @param name the label that says that the destination gives this port a certain name
   */
  record Port(Protocol protocol, int number, Optional<String> name) {

    /** Not TCP, UDP or SCTP: only a rule without ports allows it (K8S/N-17). */
    static final Port PING = new Port(Protocol.ICMP, 0, Optional.empty());
    /** A port that hardly any rule names. */
    static final Port UNUSUAL = new Port(Protocol.TCP, 61_793, Optional.empty());

    /** What the port of a rule allows. */
    static List<Port> of(PolicyPort port) {
      return switch (port) {
        case PolicyPort.Any any -> List.of(new Port(any.protocol(), UNUSUAL.number(), Optional.empty()));
        case PolicyPort.Range range -> List.of(new Port(range.protocol(), range.first(), Optional.empty()),
            new Port(range.protocol(), range.last(), Optional.empty()));
        case PolicyPort.Named named ->
            List.of(new Port(named.protocol(), UNUSUAL.number(), Optional.of(SymbolicPolicies.label(named))));
        case PolicyPort.Invalid invalid -> List.of();
      };
    }
  }
}
