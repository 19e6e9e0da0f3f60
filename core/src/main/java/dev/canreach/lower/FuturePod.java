package dev.canreach.lower;

/**
 * A pod that a question supposes. Its labels are free: the question restricts them in the guard of its flow.
 *
 * @param id the id of its endpoint, as the question spells it, e.g. {@code shop?app=web}
 * @param namespace the namespace that it would be created in
 */
public record FuturePod(String id, String namespace) {}
