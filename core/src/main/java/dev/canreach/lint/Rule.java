package dev.canreach.lint;

/**
 * One lint rule. A rule keeps no state between runs and changes nothing that it reads.
 */
public interface Rule {

  /** What the rule is and means. */
  RuleMetadata metadata();

  /** Looks for the problem and reports it to the context. */
  void check(RuleContext context);
}
