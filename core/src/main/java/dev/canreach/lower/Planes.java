package dev.canreach.lower;

import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The planes of all dialects together; paths share them. */
public final class Planes {
  private final Plane egress;
  private final Plane ingress;
  private final Map<String, Plane> without = new HashMap<>();

  Planes(Plane egress, Plane ingress) {
    this.egress = egress;
    this.ingress = ingress;
  }

  /** The policies of the end that opens the connection. */
  public Plane egress() {
    return egress;
  }

  /** The policies of the end that the connection is opened to. */
  public Plane ingress() {
    return ingress;
  }

  /** The ingress plane without the tier of this name. */
  public Plane ingressWithout(String tier) {
    return without.computeIfAbsent(tier, name -> new Plane(ingress.name(), ingress.subject(),
        ingress.tiers().stream().filter(each -> !each.name().equals(name)).toList()));
  }

  /** What a packet meets that nothing forwards. */
  Path direct() {
    return new Path(List.of(new Step.Stage(egress), new Step.Stage(ingress)));
  }
}
