package dev.canreach.resource;

/** Whether an object that nobody models could change who reaches whom. */
public enum Relevance {
  /** It can't: its kind has no say in traffic. */
  IRRELEVANT,
  /** It may add ways in from outside, such as an Ingress does, but changes no traffic between endpoints. */
  ENTRY,
  /** It could: its kind governs traffic, or is unknown. */
  RELEVANT
}
