package dev.canreach.source;

import java.time.Duration;

/**
 * How much input is read. What goes beyond becomes a diagnostic and counts as unread.
 *
 * @param maxFiles files in one run
 * @param maxBytes bytes in one file, checked before it is parsed
 * @param maxTotalBytes bytes in one run
 * @param maxScalarLength characters in one scalar
 * @param maxDepth nesting of mappings and lists, aliases followed
 * @param maxNodes nodes of one document
 * @param maxAliases aliases in one document
 * @param maxAliasedNodes nodes that the aliases of one document would add if they were written out
 * @param maxTime time for parsing one document
 */
public record SourceLimits(int maxFiles, long maxBytes, long maxTotalBytes, int maxScalarLength, int maxDepth,
    int maxNodes, int maxAliases,
    int maxAliasedNodes, Duration maxTime) {

  /** Far above anything that a cluster can hold, low enough that hostile input ends soon. */
  public static final SourceLimits DEFAULTS = new SourceLimits(100_000, 64L << 20, 1L << 30, 4 << 20, 200, 4_000_000,
      20_000, 500_000, Duration.ofSeconds(20));

  public SourceLimits {
    if (maxFiles < 1 || maxBytes < 1 || maxTotalBytes < 1 || maxScalarLength < 1 || maxDepth < 1 || maxNodes < 1
        || maxAliases < 0 || maxAliasedNodes < 0
        || maxTime.isNegative()) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
