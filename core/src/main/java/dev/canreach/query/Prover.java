package dev.canreach.query;

import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides questions about all packets at once. The order of witnesses is: IPv4 before IPv6; TCP, UDP, SCTP, ICMP, ICMPv6,
 * then other protocols by number; then the least destination port, ICMP type and code, source port, destination address
 * and source address, public addresses of ends outside the network first; then labels by key and value. Not thread-safe; one owner closes it.
 */
public interface Prover extends AutoCloseable {

  /** Is some packet of the flow delivered? */
  Proof delivers(Network network, Flow flow);

  /**
   * A packet of the flow that is delivered, if some is whatever the open assumptions are: the witness of {@link Proof.Found}, for
   * those who need nothing of any other proof. It is found sooner than that proof, and much sooner than {@link Proof.Depends}.
   *
   * @return the packet; empty for every other proof
   */
  default Optional<Packet> delivered(Network network, Flow flow) {
    return delivers(network, flow) instanceof Proof.Found found ? Optional.of(found.witness()) : Optional.empty();
  }

  /** Is some packet of the flow not delivered? */
  Proof loses(Network network, Flow flow);

  /**
   * The smallest set of objects ({@link dev.canreach.model.Origin#object()}) without which some packet of the flow is
   * delivered: fewest objects first, then the alphabetically least. Assumptions are at their defaults.
   *
   * @return the objects; empty when the packet is delivered as it is, or when no removal of policies would deliver it
   * @throws ProverLimitException when a limit was reached first
   */
  Optional<Set<String>> removals(Network network, Flow flow);

  /**
   * A packet between the two endpoints for which exactly one of the predicates is true. Defaulted assumptions are at
   * their defaults, open ones free.
   *
   * @return the packet, or empty when the predicates agree on all packets between them, whatever the open assumptions are
   * @throws ProverLimitException when a limit was reached first
   */
  Optional<Packet> difference(Network network, int source, int destination, PacketExpr left, PacketExpr right);

  /**
   * The flows as one standard SMT-LIB 2 problem, satisfiable if and only if some packet of some flow is delivered while
   * defaulted assumptions are at their defaults and open ones at whatever value suits.
   */
  String smt2(Network network, List<Flow> flows);

  @Override
  void close();
}
