package dev.canreach.resource.calico;

import dev.canreach.packet.IpFamily;
import dev.canreach.source.Span;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule of a policy or profile; whatever it names must match (CALICO/1.8).
 *
 * @param action what happens to a packet that it matches
 * @param family the IP version that it is for, where given
 * @param protocol the protocol, where given
 * @param notProtocol a protocol that it is not for
 * @param icmp the ICMP packets that it is for
 * @param notIcmp ICMP packets that it is not for
 * @param source what it says about the source
 * @param destination what it says about the destination
 * @param http whether it also tests requests
 * @param index its place in the list, from 0
 * @param span where it begins
 */
public record CalicoRule(Action action, Optional<IpFamily> family, Optional<RuleProtocol> protocol,
    Optional<RuleProtocol> notProtocol, Optional<Icmp> icmp, Optional<Icmp> notIcmp, EntityRule source,
    EntityRule destination, Optional<HttpMatch> http, int index, Span span) {

  /** What a rule does. */
  public enum Action {
    /** Accepts the packet. */
    ALLOW,
    /** Drops the packet. */
    DENY,
    /** Leaves the packet to the next tier. */
    PASS,
    /** Notes the packet; the next rule decides. */
    LOG,
    /** No action that Calico has; the policy is refused. */
    INVALID
  }

  /**
   * ICMP packets.
   *
   * @param type the type; empty = every type
   * @param code the code; empty = every code
   */
  public record Icmp(OptionalInt type, OptionalInt code) {}
}
