package dev.canreach.query;

import dev.canreach.model.Origin;
import java.util.List;

/**
 * A rule that applies to the subject and allows something, but not this.
 *
 * @param rule the rule
 * @param stage where it is met: {@code egress} or {@code ingress}
 * @param failed the parts that do not fit: {@code peer}, {@code port}
 * @param text the parts that do not fit, in words
 */
public record NearMiss(Origin rule, String stage, List<String> failed, String text) {

  /** Copies the list. */
  public NearMiss {
    failed = List.copyOf(failed);
  }
}
