package dev.canreach.query;

import dev.canreach.model.Origin;

/**
 * An object that is in the way.
 *
 * @param origin the object, or the rule of it that denies
 * @param stage where it is met: {@code egress} or {@code ingress}
 * @param effect {@code isolates} or {@code denies}
 */
public record Blocker(Origin origin, String stage, String effect) {}
