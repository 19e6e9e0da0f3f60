package dev.canreach.model;

import dev.canreach.packet.PacketExpr;

/**
 * One object that puts its subjects under a tier, so that the tier's end applies to them (K8S/N-03: a policy isolates
 * the pods that it selects, with or without rules).
 *
 * @param subject whom the object applies to
 * @param origin the object
 */
public record Scope(PacketExpr subject, Origin origin) {}
