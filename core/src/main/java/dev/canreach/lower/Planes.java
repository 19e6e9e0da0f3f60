package dev.canreach.lower;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The planes of all dialects together; paths share them. */
public final class Planes {
  private static final String CONDITION = "source that the policies do not see";

  private final Plane egress;
  private final Plane ingress;
  private final List<Plane> directly;
  private final List<Plane> translated;
  private final List<Plane> proxies;
  private final Map<String, Plane> without = new HashMap<>();
  private final Map<List<Object>, Plane> conditional = new HashMap<>();
  /** Many routes share their alternatives, and alternatives a path: by identity, since comparing them is slow. */
  private final IdentityHashMap<List<Route.Alternative>, List<Route.Alternative>> lists = new IdentityHashMap<>();
  private final IdentityHashMap<Route.Alternative, Route.Alternative> alternatives = new IdentityHashMap<>();
  private final IdentityHashMap<Path, Path> paths = new IdentityHashMap<>();

  /**
   * The planes of a network.
   *
   * @param directly what packets that no route forwards meet between egress and ingress
   * @param translated what packets that a route forwards meet there
   * @param proxies the policies of the proxies of workloads, for each mesh
   */
  Planes(Plane egress, Plane ingress, List<Plane> directly, List<Plane> translated, List<Plane> proxies) {
    this.egress = egress;
    this.ingress = ingress;
    this.directly = List.copyOf(directly);
    this.translated = List.copyOf(translated);
    this.proxies = List.copyOf(proxies);
  }

  /** The policies of the end that opens the connection. */
  public Plane egress() {
    return egress;
  }

  /** The policies of the end that the connection is opened to. */
  public Plane ingress() {
    return ingress;
  }

  /** What the proxies of a workload judge, mesh by mesh. */
  public List<Step> proxies() {
    return proxies.stream().<Step>map(Step.Stage::new).toList();
  }

  /** The ingress plane without the tier of this name. */
  public Plane ingressWithout(String tier) {
    return without.computeIfAbsent(tier, name -> new Plane(ingress.name(), ingress.subject(),
        ingress.tiers().stream().filter(each -> !each.name().equals(name)).toList()));
  }

  /** The ingress plane without the tier of this name, and without a say over packets of which the condition is false. */
  public Plane ingressWhile(PacketExpr condition, String tier) {
    if (condition.equals(PacketExpr.TRUE)) {
      return ingressWithout(tier);
    }
    return conditional.computeIfAbsent(List.of(condition, tier), key -> {
      Origin origin = new Origin(CONDITION, "", "", Lowerings.builtIn());
      List<Tier> tiers = new ArrayList<>();
      tiers.add(new Tier(CONDITION, List.of(),
          List.of(new PolicyRule(PacketExpr.not(condition), List.of(), Action.ALLOW, origin)), Action.PASS));
      tiers.addAll(ingressWithout(tier).tiers());
      return new Plane(ingress.name(), ingress.subject(), tiers);
    });
  }

  /** What a packet that a route forwards meets before the policies of the end that receives it. */
  public List<Step> outward() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Stage(egress));
    translated.forEach(plane -> steps.add(new Step.Stage(plane)));
    return steps;
  }

  /** What a packet that the kernel does not forward meets before the policies of the end that receives it. */
  public List<Step> straight() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Stage(egress));
    directly.forEach(plane -> steps.add(new Step.Stage(plane)));
    return steps;
  }

  /** What a packet meets that nothing forwards. */
  Path direct() {
    List<Step> steps = straight();
    steps.add(new Step.Stage(ingress));
    return withProxies(new Path(steps));
  }

  /** The route with the proxy of each workload behind the kernel's policies for it. */
  Route withProxies(Route route) {
    if (proxies.isEmpty()) {
      return route;
    }
    return new Route(route.entry(), route.name(), lists.computeIfAbsent(route.alternatives(), this::withProxies),
        route.origin());
  }

  private List<Route.Alternative> withProxies(List<Route.Alternative> list) {
    return List.copyOf(list.stream()
        .map(alternative -> alternatives.computeIfAbsent(alternative, this::withProxies))
        .toList());
  }

  private Route.Alternative withProxies(Route.Alternative alternative) {
    return new Route.Alternative(alternative.destination(), alternative.weight(),
        paths.computeIfAbsent(alternative.path(), this::withProxies), alternative.backend(), alternative.response());
  }

  private Path withProxies(Path path) {
    if (proxies.isEmpty()) {
      return path;
    }
    List<Step> steps = new ArrayList<>();
    for (Step step : path.steps()) {
      steps.add(step);
      if (step instanceof Step.Stage stage && stage.plane().name().equals(ingress.name())) {
        steps.addAll(proxies());
      }
    }
    return new Path(steps);
  }
}
