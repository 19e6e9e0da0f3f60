package dev.canreach.lower;

import dev.canreach.model.Action;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.Relevance;
import dev.canreach.source.UnreadDocument;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the input says that nobody here understands: each such thing might allow, and might deny. Answers that depend on
 * it are unknown, never guesses.
 */
final class UnderstoodLimits implements Lowering.Rules {
  static final String TIER = "not understood";

  private final Inventory inventory;

  UnderstoodLimits(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    List<Limit> limits = limits(network);
    network.egress(NetworkBuilder.NOT_UNDERSTOOD, tier(limits, Side.SOURCE));
    network.ingress(NetworkBuilder.NOT_UNDERSTOOD, tier(limits, Side.DESTINATION));
  }

  /**
   * Something that might decide about some endpoints.
   *
   * @param what it, as messages name it
   * @param scope the endpoints; empty for all
   */
  private record Limit(String what, List<Integer> scope, boolean everywhere, Origin origin, String remedy) {}

  private List<Limit> limits(NetworkBuilder network) {
    SortedMap<String, List<NotUnderstood>> alike = new TreeMap<>();
    for (NotUnderstood object : inventory.notUnderstood()) {
      if (object.relevance() == Relevance.RELEVANT || object.relevance() == Relevance.NAMESPACED) {
        alike.computeIfAbsent(object.namespace() + "/" + object.kind(), key -> new ArrayList<>()).add(object);
      }
    }
    List<Limit> limits = new ArrayList<>();
    for (List<NotUnderstood> objects : alike.values()) {
      NotUnderstood first = objects.get(0);
      String more = objects.size() == 1 ? "" : " or one of " + (objects.size() - 1) + " more of its kind";
      limits.add(new Limit("`" + first.id() + "`" + more, members(network, first.namespace()),
          first.relevance() == Relevance.RELEVANT, new Origin(first.id(), "", "", first.span()),
          "remove it from the input to leave it out of account"));
    }
    if (!inventory.unread().isEmpty()) {
      UnreadDocument first = inventory.unread().get(0);
      String place = first.span().file() + ":" + first.span().line();
      limits.add(new Limit("a document that could not be read (`" + place + "`)", List.of(), true,
          new Origin("unread document " + place, "", "", first.span()), "correct the document"));
    }
    return limits;
  }

  private static List<Integer> members(NetworkBuilder network, String namespace) {
    return network.endpoints()
        .stream()
        .filter(endpoint -> !namespace.isEmpty() && endpoint.namespace().equals(namespace))
        .map(Endpoint::index)
        .toList();
  }

  private static Tier tier(List<Limit> limits, Side side) {
    List<PolicyRule> rules = new ArrayList<>();
    for (Limit limit : limits) {
      BitSet members = new BitSet();
      limit.scope().forEach(members::set);
      PacketExpr subject = limit.everywhere() ? PacketExpr.TRUE : PacketExpr.isEndpoint(side, EndpointSet.of(members));
      if (!subject.equals(PacketExpr.FALSE)) {
        rules.add(rule(limit, subject, Action.ALLOW, "allows"));
        rules.add(rule(limit, subject, Action.DENY, "denies"));
      }
    }
    return new Tier(TIER, List.of(), rules, Action.PASS);
  }

  private static PolicyRule rule(Limit limit, PacketExpr subject, Action action, String verb) {
    Assumption assumption = Assumption.open("not understood", limit.what() + " " + verb + " this traffic",
        limit.remedy());
    return new PolicyRule(PacketExpr.and(subject, PacketExpr.holds(assumption)), List.of(), action, limit.origin());
  }
}
