package dev.canreach.model;

import java.util.List;

/**
 * A decision list. The first rule whose guard is true decides. When none is, the tier's end decides for packets that
 * some scope covers, and the next tier decides for the others.
 *
 * @param name the name in reports
 * @param scopes whom the end of the tier applies to
 * @param rules the rules in order; rules of one action may stand in any order among themselves
 * @param end the action at the end of the tier
 */
public record Tier(String name, List<Scope> scopes, List<PolicyRule> rules, Action end) {

  /** Copies the lists. */
  public Tier {
    scopes = List.copyOf(scopes);
    rules = List.copyOf(rules);
  }
}
