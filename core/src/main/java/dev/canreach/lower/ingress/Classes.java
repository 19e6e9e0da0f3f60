package dev.canreach.lower.ingress;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Ingress;
import dev.canreach.resource.kubernetes.IngressClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The classes of an input and the Ingresses of each (K8S/I-08). */
final class Classes {
  /** The class of Ingresses that name none in an input without any class. */
  static final String NONE = "*";

  private final SortedMap<String, IngressClass> listed = new TreeMap<>();
  private final List<Ingress> ingresses;
  private final Inventory inventory;
  private final Assumptions assumptions;

  Classes(Inventory inventory, Assumptions assumptions) {
    this.inventory = inventory;
    this.assumptions = assumptions;
    inventory.latest(IngressClass.class).forEach(each -> listed.put(each.name(), each));
    ingresses = inventory.latest(Ingress.class);
  }

  List<Ingress> ingresses() {
    return ingresses;
  }

  /** The names of the classes, listed or only named. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(listed.keySet());
    ingresses.forEach(ingress -> names.add(nameOf(ingress)));
    return names;
  }

  /**
   * The class of an Ingress. One that names none gets the default class; of several the newest, then the one whose name
   * comes first.
   */
  String nameOf(Ingress ingress) {
    if (ingress.className().isPresent()) {
      return ingress.className().get();
    }
    Optional<IngressClass> byDefault = listed.values()
        .stream()
        .filter(IngressClass::isDefault)
        .min(Comparator.comparing((IngressClass each) -> each.created().orElse(Instant.MIN))
            .reversed()
            .thenComparing(IngressClass::name));
    if (byDefault.isPresent()) {
      return byDefault.get().name();
    }
    return listed.size() == 1 ? listed.firstKey() : NONE;
  }

  /** The Ingresses of a class. */
  List<ServedIngress> of(String name) {
    List<ServedIngress> served = new ArrayList<>();
    for (Ingress ingress : ingresses) {
      if (nameOf(ingress).equals(name)) {
        served.add(new ServedIngress(ingress,
            PacketExpr.and(Acceptance.of(ingress, inventory), serves(ingress, name))));
      }
    }
    return served;
  }

  private PacketExpr serves(Ingress ingress, String name) {
    if (ingress.className().isPresent()) {
      return listed.containsKey(name) ? Acceptance.of(listed.get(name), inventory) : exists(ingress, name);
    }
    boolean byDefault = listed.values().stream().anyMatch(IngressClass::isDefault);
    if (byDefault) {
      return PacketExpr.TRUE;
    }
    return PacketExpr.holds(Assumption.defaulted("ingressClass",
        "a controller serves `" + ingress.id() + "`, which names no class", "set `ingressClassName`",
        listed.isEmpty()));
  }

  /** Classes are often installed apart from what uses them. */
  private PacketExpr exists(Ingress ingress, String name) {
    return assumptions.world() == Assumptions.World.CLOSED
        ? PacketExpr.FALSE
        : PacketExpr.holds(Assumption.defaulted("ingressClass",
            "the cluster has an IngressClass `" + name + "`, which `" + ingress.id()
                + "` names, and a controller for it",
            "add the IngressClass to the input", true));
  }

  /** What is known of the controller of a class: by its IngressClass, by the user's word, or by the class's name. */
  ControllerKind controller(String name) {
    IngressClass known = listed.get(name);
    if (known != null) {
      return ControllerKind.of(known.controller());
    }
    Optional<String> said = assumptions.value("ingressController");
    if (said.isPresent()) {
      return ControllerKind.of(said.get().strip());
    }
    boolean annotated = ingresses.stream()
        .filter(ingress -> nameOf(ingress).equals(name))
        .flatMap(ingress -> ingress.meta().annotations().keySet().stream())
        .anyMatch(key -> key.startsWith(NginxAnnotations.PREFIX));
    return annotated ? ControllerKind.NGINX : ControllerKind.of(name);
  }
}
