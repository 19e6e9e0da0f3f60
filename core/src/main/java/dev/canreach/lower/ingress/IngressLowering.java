package dev.canreach.lower.ingress;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.ClusterFacts;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.PodClasses;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.lower.proxy.Proxies;
import dev.canreach.lower.proxy.RefusedWays;
import dev.canreach.lower.proxy.ServiceTargets;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Ingress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ingress: every class has a controller whose proxies forward requests to Services (K8S/I-01, I-10). */
public final class IngressLowering implements Lowering {

  /** The id of the endpoint that the controller of a class is. */
  public static String controllerId(String className) {
    return "ingress-controller/" + className;
  }

  /** The id of the endpoint that an Ingress is: the controller, by another name. */
  public static String id(Ingress ingress) {
    return "ingress/" + ingress.namespace() + "/" + ingress.name();
  }

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    Classes classes = new Classes(inventory, assumptions);
    if (classes.names().isEmpty()) {
      return network -> {
      };
    }
    ClusterFacts facts = ClusterFacts.of(inventory, assumptions, PodClasses.of(inventory).all());
    for (String name : classes.names()) {
      registry.add(EndpointDraft.plain(controllerId(name), Role.VIRTUAL, "", name, List.of(), facts.families(),
          origin(name)));
    }
    for (Ingress ingress : classes.ingresses()) {
      registry.add(EndpointDraft.plain(id(ingress), Role.VIRTUAL, ingress.namespace(), ingress.name(), List.of(),
          facts.families(), new Origin(ingress.id(), "", "", ingress.span())));
    }
    return network -> addRoutes(classes, inventory, assumptions, network);
  }

  private static Origin origin(String className) {
    return new Origin("ingress controller of class " + className, "", "", Lowerings.builtIn());
  }

  private static void addRoutes(Classes classes, Inventory inventory, Assumptions assumptions,
      NetworkBuilder network) {
    Cluster cluster = Cluster.of(inventory, assumptions, network);
    ServiceTargets services = new ServiceTargets(inventory, Backends.of(inventory, cluster, network));
    for (String name : classes.names()) {
      ControllerKind kind = classes.controller(name);
      Endpoint entry = network.endpoint(controllerId(name)).orElseThrow();
      Proxies proxies = Proxies.of(pods(classes, kind, cluster), entry, services, network,
          "the proxies of class `" + name + "`, whose pods the input lacks", origin(name));
      List<ServedIngress> served = classes.of(name);
      var routes = new ControllerRoutes(kind, served, services, cluster.blocks(), origin(name));
      List<RefusedWays> refused = refused(classes, name, inventory);
      Map<Planes, List<Route.Alternative>> made = new HashMap<>();
      List<Endpoint> entries = new ArrayList<>(List.of(entry));
      served.forEach(each -> network.endpoint(id(each.ingress())).ifPresent(entries::add));
      for (Endpoint each : entries) {
        network.route(planes -> RefusedWays.beside(new Route(each.index(), "ingress controller of class " + name,
            made.computeIfAbsent(planes, key -> List.copyOf(
                proxies.ways(key).stream().flatMap(ways -> routes.alternatives(ways).stream()).toList())),
            each.origin()), refused));
      }
    }
  }

  /** The requests that refused objects may be about: of this class, and those whose class could not be read. */
  private static List<RefusedWays> refused(Classes classes, String name, Inventory inventory) {
    List<RefusedWays> ways = new ArrayList<>();
    for (Ingress ingress : classes.ingresses()) {
      RefusedParts refused = RefusedParts.of(ingress, inventory);
      if (!refused.isEmpty()
          && (classes.nameOf(ingress).equals(name) || refused.touch("spec.ingressClassName"))) {
        ways.add(new RefusedWays(refused, PacketExpr.TRUE, new Origin(ingress.id(), "", "", ingress.span())));
      }
    }
    return ways;
  }

  /** The pods that run the controller, where it is known how they are labelled and which class they serve. */
  private static List<PodClass> pods(Classes classes, ControllerKind kind, Cluster cluster) {
    long alike = classes.names().stream().filter(name -> classes.controller(name) == kind).count();
    List<PodClass> pods = cluster.pods().values().stream().filter(pod -> kind.runsIn(pod.labels())).toList();
    boolean one = pods.stream().map(PodClass::namespace).distinct().count() == 1;
    return alike == 1 && one ? pods : List.of();
  }
}
