package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the reference parser refuses in a merged project (COMPOSE/C-9). */
final class ComposeRules {
  private static final String SERVICE_MODE = "service:";

  private final Problems problems;
  private final MapNode tree;

  ComposeRules(Problems problems, MapNode tree) {
    this.problems = problems;
    this.tree = tree;
  }

  void check(ComposeProject project) {
    Map<String, String> containers = new HashMap<>();
    for (ComposeService service : project.services()) {
      MapNode written = written(service.name());
      FieldPath path = FieldPath.ROOT.child("services").child(service.name());
      runnable(service, written, path, project);
      references(service, written, path, project);
      devices(written, path);
      service.containerName().ifPresent(name -> {
        String other = containers.putIfAbsent(name, service.name());
        Place place = new Place(path.child("container_name"), service.span());
        if (other != null) {
          problems.invalid(place, name, "is the name of the container of service " + Quote.text(other) + " already");
        }
        if (service.replicas() > 1) {
          problems.invalid(place, name,
              "can't name " + service.replicas() + " containers: remove the name or the scale");
        }
      });
    }
    circles(project);
  }

  private MapNode written(String service) {
    return Trees.map(tree, "services")
        .flatMap(services -> Trees.map(services, service))
        .orElse(new MapNode(List.of(), tree.span()));
  }

  private void runnable(ComposeService service, MapNode written, FieldPath path, ComposeProject project) {
    boolean runs = List.of("image", "build", "provider").stream().anyMatch(key -> written.find(key).isPresent());
    if (!runs && project.gaps().isEmpty()) {
      problems.required(new Place(path, service.span()),
          "service " + Quote.text(service.name())
              + " has neither an image nor a build context: add `image` or `build`");
    }
    if (service.networkMode().isPresent() && !service.networks().isEmpty()) {
      problems.forbidden(new Place(path.child("networks"), service.span()),
          "`network_mode` and `networks` exclude each other: remove one of them");
    }
  }

  private void references(ComposeService service, MapNode written, FieldPath path, ComposeProject project) {
    boolean complete = project.gaps().isEmpty();
    for (ComposeService.Attachment attachment : service.networks()) {
      if (project.network(attachment.network()).isEmpty() && complete) {
        problems.error(ProblemType.NOT_FOUND, new Place(path.child("networks"), attachment.span()),
            "there is no network "
                + Quote.text(attachment.network()) + ": declare it under the top-level `networks`");
      }
    }
    service.networkMode().filter(mode -> mode.startsWith(SERVICE_MODE)).ifPresent(mode -> {
      if (complete) {
        reference(mode.substring(SERVICE_MODE.length()), project, place(written, "network_mode", path));
      }
    });
    for (ComposeService.Link link : service.linkTargets()) {
      if (complete) {
        reference(link.service(), project, place(written, "links", path));
      }
    }
    for (Map.Entry<String, Boolean> dependency : dependencies(written).entrySet()) {
      if (complete && dependency.getValue()) {
        reference(dependency.getKey(), project, place(written, "depends_on", path));
      }
    }
  }

  private static Place place(MapNode map, String key, FieldPath path) {
    return new Place(path.child(key), map.find(key).map(Node::span).orElse(map.span()));
  }

  private void reference(String service, ComposeProject project, Place place) {
    if (project.service(service).isEmpty()) {
      problems.error(ProblemType.NOT_FOUND, place,
          "there is no active service " + Quote.text(service) + ": declare it, or activate its profile");
    }
  }

  /** The services that one depends on, and whether it can't start without them. */
  private static Map<String, Boolean> dependencies(MapNode service) {
    Map<String, Boolean> dependencies = new TreeMap<>();
    service.find("depends_on")
        .ifPresent(node -> Trees.named(node)
            .entries()
            .forEach(entry -> dependencies.put(entry.key().text(), !(entry.value() instanceof MapNode map
                && Trees.text(map, "required").equals("false")))));
    return dependencies;
  }

  private void circles(ComposeProject project) {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (ComposeService service : project.services()) {
      Set<String> targets = new HashSet<>(dependencies(written(service.name())).keySet());
      service.linkTargets().forEach(link -> targets.add(link.service()));
      service.networkMode()
          .filter(mode -> mode.startsWith(SERVICE_MODE))
          .ifPresent(mode -> targets.add(mode.substring(SERVICE_MODE.length())));
      edges.put(service.name(), targets);
    }
    Set<String> done = new HashSet<>();
    for (ComposeService service : project.services()) {
      Optional<String> circle = circle(service.name(), edges, new ArrayList<>(), done);
      if (circle.isPresent()) {
        problems.invalid(new Place(FieldPath.ROOT.child("services"), service.span()), circle.get(),
            "depends on itself in the end: break the circle");
        return;
      }
    }
  }

  private static Optional<String> circle(String name, Map<String, Set<String>> edges, List<String> way,
      Set<String> done) {
    if (way.contains(name)) {
      return Optional.of(name);
    }
    if (done.contains(name)) {
      return Optional.empty();
    }
    way.add(name);
    for (String next : edges.getOrDefault(name, Set.of()).stream().sorted().toList()) {
      Optional<String> found = circle(next, edges, way, done);
      if (found.isPresent()) {
        return found;
      }
    }
    way.remove(way.size() - 1);
    done.add(name);
    return Optional.empty();
  }

  private void devices(MapNode service, FieldPath path) {
    Optional<Node> devices = Trees.map(service, "deploy")
        .flatMap(deploy -> Trees.map(deploy, "resources"))
        .flatMap(resources -> Trees.map(resources, "reservations"))
        .flatMap(reservations -> reservations.find("devices"));
    for (Node item : devices.map(Trees::items).orElse(List.of())) {
      if (item instanceof MapNode device) {
        String count = Trees.text(device, "count");
        Place place = new Place(path.child("deploy").child("resources").child("reservations").child("devices"),
            device.span());
        if (!count.isEmpty() && !count.equals("all") && !count.matches("-?[0-9]+")) {
          problems.invalid(place, count, "is no number of devices: write a number or `all`");
        }
        if (!count.isEmpty() && device.find("device_ids").isPresent()) {
          problems.forbidden(place, "`count` and `device_ids` exclude each other: remove one of them");
        }
      }
    }
  }
}
