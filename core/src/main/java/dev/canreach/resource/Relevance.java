package dev.canreach.resource;

/** Whether an object that nobody models could change who reaches whom. */
public enum Relevance {
  /** It can't: its kind has no say in traffic. */
  IRRELEVANT,
  /** It may add ways in from outside, such as an Ingress does, but changes no traffic between endpoints. */
  ENTRY,
  /** It describes a network beside this one, such as a Compose file does: it changes no traffic between endpoints here. */
  ELSEWHERE,
  /** It governs traffic of endpoints in its own namespace, and no other. */
  NAMESPACED,
  /** It could change anything: its kind governs traffic, or is unknown. */
  RELEVANT
}
