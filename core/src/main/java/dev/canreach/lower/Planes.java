package dev.canreach.lower;

import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import java.util.List;

/**
 * The planes of all dialects together.
 *
 * @param egress the policies of the end that opens the connection
 * @param ingress the policies of the end that it is opened to
 */
public record Planes(Plane egress, Plane ingress) {

  /** What a packet meets that nothing forwards. */
  public Path direct() {
    return new Path(List.of(new Step.Stage(egress), new Step.Stage(ingress)));
  }

  /** The ingress plane without the tier of this name. */
  public Plane ingressWithout(String tier) {
    return new Plane(ingress.name(), ingress.subject(),
        ingress.tiers().stream().filter(each -> !each.name().equals(tier)).toList());
  }
}
