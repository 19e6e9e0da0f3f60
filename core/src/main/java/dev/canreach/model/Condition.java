package dev.canreach.model;

import dev.canreach.packet.PacketExpr;

/**
 * One part of a rule's guard. Rules keep their parts apart so that a near miss can name the part that failed.
 *
 * @param name what the part constrains: {@code peer} or {@code port}
 * @param expr the predicate
 * @param origin where it is written
 */
public record Condition(String name, PacketExpr expr, Origin origin) {}
