package dev.canreach.source;

/**
 * A node of a positioned tree, the same for YAML and JSON. A node that an alias repeats is shared: it is the same object, with the place of its anchor, at
 * every place where it is used.
 */
public sealed interface Node permits MapNode, ListNode, ScalarNode {

  /** Where the node's own text begins: its first key, item or character (the opening quote or bracket where it has one). */
  Span span();

  /**
   * The local tag as written, such as {@code !reset}; empty without one. Tags of the core schema ({@code !!str} and the like) never show here: reading
   * applies them.
   */
  String tag();
}
