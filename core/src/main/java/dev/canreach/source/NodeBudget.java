package dev.canreach.source;

/** Counts what one document costs, and ends its reading where it exceeds the limits. */
final class NodeBudget {

  /** Nodes between two looks at the clock. */
  private static final int CLOCK_INTERVAL = 4096;

  private final SourceLimits limits;
  private final long deadline;
  private int nodes;
  private int aliases;
  private int aliasedNodes;

  NodeBudget(SourceLimits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.maxTime().toNanos();
  }

  /** Nodes so far, those behind aliases counted each time that they are used. */
  int nodes() {
    return nodes + aliasedNodes;
  }

  void node(Span span, int depth) throws UnreadableException {
    nodes++;
    if (nodes() > limits.maxNodes()) {
      throw tooMuch(span, "the document has more than " + limits.maxNodes() + " values: split it");
    }
    depth(span, depth);
    if (nodes % CLOCK_INTERVAL == 0 && System.nanoTime() > deadline) {
      throw tooMuch(span,
          "reading the document takes longer than " + limits.maxTime().toSeconds() + " seconds: split it");
    }
  }

  void scalar(Span span, int length) throws UnreadableException {
    if (length > limits.maxScalarLength()) {
      throw tooMuch(span, "the value has " + length + " characters: at most " + limits.maxScalarLength() + " are read");
    }
  }

  void alias(Span span, int depth, int added) throws UnreadableException {
    aliases++;
    aliasedNodes += added;
    if (aliases > limits.maxAliases()) {
      throw tooMuch(span, "the document has more than " + limits.maxAliases() + " aliases: write the values out");
    }
    if (aliasedNodes > limits.maxAliasedNodes() || nodes() > limits.maxNodes()) {
      throw tooMuch(span, "the aliases of the document stand for more than " + limits.maxAliasedNodes()
          + " values: write out those that are meant");
    }
    depth(span, depth);
  }

  private void depth(Span span, int depth) throws UnreadableException {
    if (depth > limits.maxDepth()) {
      throw tooMuch(span, "mappings and lists are nested more than " + limits.maxDepth() + " deep: flatten them");
    }
  }

  private static UnreadableException tooMuch(Span span, String message) {
    return UnreadableException.error(span, ProblemType.LIMIT, message);
  }
}
