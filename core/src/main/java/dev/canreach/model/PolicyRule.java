package dev.canreach.model;

import dev.canreach.packet.PacketExpr;
import java.util.List;
import java.util.stream.Stream;

/**
 * One rule of a decision list.
 *
 * @param subject whom the rule's policy applies to: a predicate over the plane's subject side (and assumptions)
 * @param conditions what else must hold; all of them
 * @param action what happens to a packet that matches
 * @param origin the rule as written
 */
public record PolicyRule(PacketExpr subject, List<Condition> conditions, Action action, Origin origin) {

  /** Copies the conditions. */
  public PolicyRule {
    conditions = List.copyOf(conditions);
  }

  /** The whole guard: the subject and every condition. */
  public PacketExpr guard() {
    return PacketExpr.and(Stream.concat(Stream.of(subject), conditions.stream().map(Condition::expr)).toList());
  }
}
