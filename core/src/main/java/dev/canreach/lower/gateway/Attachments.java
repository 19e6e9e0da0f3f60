package dev.canreach.lower.gateway;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.lower.proxy.Hosts;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ListenerSet;
import dev.canreach.resource.gateway.ParentRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which listener takes which route: a pure function of the manifests (K8S/G-06 to G-09, G-22). */
public final class Attachments {
  private static final String KIND = "Gateway";
  private static final String SET = "ListenerSet";

  private final List<Gateway> gateways;
  private final List<ListenerSet> sets;
  private final Map<String, List<ServedListener>> listeners = new HashMap<>();
  private final Map<String, PacketExpr> admitted = new HashMap<>();
  private final List<ParentState> parents = new ArrayList<>();
  private final Map<String, List<Attachment>> byListener = new HashMap<>();
  private final NamespaceChoices choices;

  /** The attachments of an input. */
  public Attachments(Inventory inventory, NamespaceLabels labels, Grants grants) {
    choices = new NamespaceChoices(labels);
    gateways = inventory.latest(Gateway.class);
    sets = inventory.latest(ListenerSet.class);
    var reader = new GatewayListeners(inventory, grants);
    for (Gateway gateway : gateways) {
      Map<ListenerSet, PacketExpr> mine = new LinkedHashMap<>();
      for (ListenerSet set : sets) {
        if (set.parent().isA(Grants.GROUP, KIND) && set.parent().namespace().equals(gateway.namespace())
            && set.parent().name().equals(gateway.name())) {
          PacketExpr condition = choices.admits(gateway.listenerSets(), gateway.namespace(), set.namespace());
          admitted.put(set.id(), condition);
          if (!condition.equals(PacketExpr.FALSE)) {
            mine.put(set, PacketExpr.and(condition, Acceptance.of(set, inventory)));
          }
        }
      }
      listeners.put(gateway.id(), reader.of(gateway, mine));
    }
    for (GatewayRoute route : inventory.latest(GatewayRoute.class)) {
      route.parents().forEach(parent -> attach(route, parent));
    }
  }

  /** The Gateways. */
  public List<Gateway> gateways() {
    return gateways;
  }

  /** The ListenerSets. */
  public List<ListenerSet> sets() {
    return sets;
  }

  /** When a ListenerSet is admitted by its Gateway; empty when that is not in the input. */
  public Optional<PacketExpr> admitted(ListenerSet set) {
    return Optional.ofNullable(admitted.get(set.id()));
  }

  /** The listeners of a Gateway, its own first. */
  public List<ServedListener> listeners(Gateway gateway) {
    return listeners.getOrDefault(gateway.id(), List.of());
  }

  /** The routes on a listener. */
  public List<Attachment> on(ServedListener listener) {
    return byListener.getOrDefault(listener.key(), List.of());
  }

  /** What became of every reference of a route to a parent that the input has. */
  public List<ParentState> parents() {
    return parents;
  }

  private void attach(GatewayRoute route, ParentRef parent) {
    Optional<List<ServedListener>> offered = offered(parent);
    if (offered.isEmpty()) {
      return;
    }
    List<ServedListener> named = offered.get()
        .stream()
        .filter(each -> parent.sectionName().isEmpty() || each.listener().name().equals(parent.sectionName()))
        .filter(each -> parent.port().isEmpty() || each.listener().port() == parent.port().getAsInt())
        .toList();
    if (named.isEmpty()) {
      refuse(route, parent, "NoMatchingParent");
      return;
    }
    List<ServedListener> open = named.stream()
        .filter(each -> each.kinds().contains(route.routeKind()))
        .filter(each -> !condition(each, route).equals(PacketExpr.FALSE))
        .toList();
    if (open.isEmpty()) {
      refuse(route, parent, "NotAllowedByListeners");
      return;
    }
    List<Attachment> attachments = open.stream()
        .map(each -> new Attachment(route, each, hostnames(route, each), condition(each, route)))
        .filter(each -> !each.hostnames().isEmpty())
        .toList();
    if (attachments.isEmpty()) {
      refuse(route, parent, "NoMatchingListenerHostname");
      return;
    }
    for (Attachment attachment : attachments) {
      List<Attachment> on = byListener.computeIfAbsent(attachment.listener().key(), key -> new ArrayList<>());
      if (on.stream().noneMatch(attachment::equals)) {
        on.add(attachment);
      }
    }
    PacketExpr accepted = PacketExpr.or(attachments.stream().map(Attachment::condition).toList());
    parents.add(new ParentState(route, parent, attachments, "", accepted));
  }

  private void refuse(GatewayRoute route, ParentRef parent, String reason) {
    parents.add(new ParentState(route, parent, List.of(), reason, PacketExpr.FALSE));
  }

  /** The listeners of a parent; empty when the input does not have it. */
  private Optional<List<ServedListener>> offered(ParentRef parent) {
    String id = parent.parent().kind() + " " + parent.parent().namespace() + "/" + parent.parent().name();
    if (parent.parent().isA(Grants.GROUP, KIND)) {
      return Optional.ofNullable(listeners.get(id))
          .map(all -> all.stream().filter(each -> each.owner() instanceof Gateway).toList());
    }
    if (parent.parent().isA(Grants.GROUP, SET) && sets.stream().anyMatch(set -> set.id().equals(id))) {
      return Optional.of(listeners.values()
          .stream()
          .flatMap(List::stream)
          .filter(each -> each.owner().id().equals(id))
          .toList());
    }
    return Optional.empty();
  }

  private PacketExpr condition(ServedListener listener, GatewayRoute route) {
    return choices.admits(listener.listener().namespaces(), listener.owner().namespace(), route.namespace());
  }

  private static List<Attachment.Hostname> hostnames(GatewayRoute route, ServedListener listener) {
    String own = listener.listener().hostname();
    if (!route.routeKind().hasHostnames() || route.hostnames().isEmpty()) {
      return List.of(new Attachment.Hostname("", own));
    }
    List<Attachment.Hostname> hostnames = new ArrayList<>();
    for (String host : route.hostnames()) {
      if (Hosts.covers(own, host)) {
        hostnames.add(new Attachment.Hostname(host, host));
      } else if (Hosts.covers(host, own)) {
        hostnames.add(new Attachment.Hostname(host, own));
      }
    }
    return hostnames;
  }
}
