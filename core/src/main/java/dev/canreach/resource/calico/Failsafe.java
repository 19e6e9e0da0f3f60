package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A port that policies of host endpoints cannot close (CALICO/1.10).
 *
 * @param protocol TCP, UDP or SCTP
 * @param port the port
 * @param net the peers; empty = all
 */
public record Failsafe(Protocol protocol, int port, Optional<Cidr> net) {

  /** The ports of hosts that are open unless the settings say otherwise. */
  public static final List<Failsafe> INBOUND = Stream
      .concat(tcp(22, 179, 2379, 2380, 5473, 6443, 6666, 6667), Stream.of(udp(68)))
      .toList();
  /** The ports that hosts reach unless the settings say otherwise. */
  public static final List<Failsafe> OUTBOUND = Stream
      .concat(tcp(179, 2379, 2380, 5473, 6443, 6666, 6667), Stream.of(udp(53), udp(67)))
      .toList();

  private static Stream<Failsafe> tcp(int... ports) {
    return IntStream.of(ports).mapToObj(port -> new Failsafe(Protocol.TCP, port, Optional.empty()));
  }

  private static Failsafe udp(int port) {
    return new Failsafe(Protocol.UDP, port, Optional.empty());
  }
}
