package dev.canreach.lower.istio;

import dev.canreach.lower.Onward;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.model.Path;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.AuthorizationPolicy;
import dev.canreach.resource.istio.RequestAuthentication;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One possibility of what the server has accepted. Objects that it would refuse change where calls go and how connections are
 * opened, which only lowering with and without them tells. Policies that are rules of their own are guarded by themselves.
 *
 * @param holds what is assumed about the objects
 * @param inventory the objects that the mesh has then
 */
record World(PacketExpr holds, Inventory inventory) {
  /** So many objects are told apart; further ones are accepted together or not at all. */
  private static final int APART = 3;

  /** Every possibility; just one where nothing would be refused. */
  static List<World> of(Inventory inventory) {
    List<List<Aged>> doubtful = doubtful(inventory);
    List<World> worlds = new ArrayList<>();
    for (int missing = 0; missing < 1 << doubtful.size(); missing++) {
      List<PacketExpr> holds = new ArrayList<>();
      Set<Resource> gone = new HashSet<>();
      for (int i = 0; i < doubtful.size(); i++) {
        PacketExpr accepted = PacketExpr
            .and(doubtful.get(i).stream().map(each -> Acceptance.of(each, inventory)).toList());
        boolean without = (missing >> i & 1) == 1;
        holds.add(without ? PacketExpr.not(accepted) : accepted);
        if (without) {
          gone.addAll(doubtful.get(i));
        }
      }
      worlds.add(new World(PacketExpr.and(holds), gone.isEmpty() ? inventory : without(inventory, gone)));
    }
    return worlds;
  }

  private static List<List<Aged>> doubtful(Inventory inventory) {
    List<Aged> refused = inventory.all(Aged.class)
        .stream()
        .filter(each -> !(each instanceof AuthorizationPolicy) && !(each instanceof RequestAuthentication))
        .filter(each -> !Acceptance.of(each, inventory).equals(PacketExpr.TRUE))
        .toList();
    List<List<Aged>> groups = new ArrayList<>();
    for (int i = 0; i < refused.size() && i < APART; i++) {
      groups.add(i == APART - 1 ? refused.subList(i, refused.size()) : List.of(refused.get(i)));
    }
    return groups;
  }

  private static Inventory without(Inventory inventory, Set<Resource> gone) {
    return new Inventory(inventory.resources().stream().filter(each -> !gone.contains(each)).toList(),
        inventory.rejections().values().stream().flatMap(List::stream).toList(), inventory.notUnderstood(),
        inventory.unread(), inventory.coverage().files());
  }

  /** The tier, as far as this is how it is. */
  Tier limit(Tier tier) {
    if (holds.equals(PacketExpr.TRUE)) {
      return tier;
    }
    return new Tier(tier.name(),
        tier.scopes().stream().map(scope -> new Scope(limit(scope.subject()), scope.origin())).toList(),
        tier.rules().stream().map(this::limit).toList(), tier.end());
  }

  /** The way, as far as this is how it is. */
  Route.Alternative limit(Route.Alternative way) {
    return new Route.Alternative(way.destination(), way.weight(), new Path(limit(way.path().steps())), way.backend(),
        way.response());
  }

  /** What a proxy does, as far as this is how it is. */
  Onward limit(Onward way) {
    return new Onward(limit(way.steps()), way.destination(), way.weight(), way.backend(), way.response());
  }

  /** The first hop decides whether anything happens at all. */
  private List<Step> limit(List<Step> steps) {
    List<Step> limited = new ArrayList<>(steps);
    if (steps.get(0) instanceof Step.Hop hop) {
      limited.set(0, new Step.Hop(hop.name(), limit(hop.guard()), hop.assignments(), hop.origin()));
    }
    return limited;
  }

  PolicyRule limit(PolicyRule rule) {
    return new PolicyRule(limit(rule.subject()), rule.conditions(), rule.action(), rule.origin());
  }

  private PacketExpr limit(PacketExpr guard) {
    return PacketExpr.and(holds, guard);
  }
}
