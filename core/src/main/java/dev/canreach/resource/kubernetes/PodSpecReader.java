package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.source.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what runs in a pod (K8S/W-06 to W-10). */
final class PodSpecReader {
  private static final int LAST_PORT = 65535;

  private PodSpecReader() {}

  static PodSpec read(Fields spec) {
    boolean hostNetwork = spec.flag("hostNetwork").orElse(false);
    return new PodSpec(hostNetwork, spec.text("nodeName").filter(name -> !name.isEmpty()), spec.mapping("nodeSelector"),
        containers(spec, hostNetwork), spec.textOrEmpty("hostname"), spec.textOrEmpty("subdomain"),
        nonEmpty(spec.textOrEmpty("dnsPolicy"), "ClusterFirst"), serviceAccount(spec), spec.span());
  }

  private static String serviceAccount(Fields spec) {
    return nonEmpty(spec.textOrEmpty("serviceAccountName"), nonEmpty(spec.textOrEmpty("serviceAccount"), "default"));
  }

  private static List<Container> containers(Fields spec, boolean hostNetwork) {
    var ordinary = new ArrayList<Container>();
    var sidecars = new ArrayList<Container>();
    var init = new ArrayList<Container>();
    for (Fields container : spec.objects("containers")) {
      ordinary.add(container(container, ContainerRole.ORDINARY, hostNetwork));
    }
    for (Fields container : spec.objects("initContainers")) {
      if (container.textOrEmpty("restartPolicy").equals("Always")) {
        sidecars.add(container(container, ContainerRole.SIDECAR, hostNetwork));
      } else {
        init.add(container(container, ContainerRole.INIT, hostNetwork));
      }
    }
    ordinary.addAll(sidecars);
    ordinary.addAll(init);
    return ordinary;
  }

  private static Container container(Fields container, ContainerRole role, boolean hostNetwork) {
    var ports = new ArrayList<ContainerPort>();
    var unread = new TreeSet<String>();
    for (Fields port : container.objects("ports")) {
      port(port, hostNetwork).ifPresentOrElse(ports::add, () -> unread.add(port.textOrEmpty("name")));
    }
    List<Container.HttpProbe> probes = Stream.of("livenessProbe", "readinessProbe", "startupProbe")
        .flatMap(probe -> probe(container.object(probe).object("httpGet")).stream())
        .distinct()
        .toList();
    return new Container(container.textOrEmpty("name"), role, ports, unread, probes);
  }

  /** A request; one whose port the server refuses is left out. */
  private static Optional<Container.HttpProbe> probe(Fields get) {
    String path = nonEmpty(get.textOrEmpty("path"), "/");
    if (get.scalar("port").isPresent() && get.scalar("port").get() instanceof Scalar.Text(String name)) {
      return Optional.of(new Container.HttpProbe(new PortRef.ByName(name), path));
    }
    return get.integer("port")
        .filter(number -> number >= 1 && number <= LAST_PORT)
        .map(number -> new Container.HttpProbe(new PortRef.ByNumber(number), path));
  }

  /** A port; one that the server refuses is left out. */
  private static Optional<ContainerPort> port(Fields port, boolean hostNetwork) {
    Optional<Protocol> protocol = protocol(port.textOrEmpty("protocol"));
    int number = port.integer("containerPort").orElse(0);
    if (protocol.isEmpty() || number < 1 || number > LAST_PORT) {
      return Optional.empty();
    }
    // every port of a pod on its node's network is one of the node (K8S/W-08)
    int hostPort = port.integer("hostPort").orElse(0) == 0 && hostNetwork ? number : port.integer("hostPort").orElse(0);
    return Optional.of(new ContainerPort(port.textOrEmpty("name"), protocol.get(), number,
        hostPort < 1 || hostPort > LAST_PORT ? OptionalInt.empty() : OptionalInt.of(hostPort),
        port.textOrEmpty("hostIP"), port.span()));
  }

  /** The protocol of this name; TCP when the name is empty, none when the API has no such protocol. */
  static Optional<Protocol> protocol(String name) {
    return switch (name) {
      case "", "TCP" -> Optional.of(Protocol.TCP);
      case "UDP" -> Optional.of(Protocol.UDP);
      case "SCTP" -> Optional.of(Protocol.SCTP);
      default -> Optional.empty();
    };
  }

  private static String nonEmpty(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
