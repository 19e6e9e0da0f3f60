package dev.canreach.conformance;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.KubernetesScalars;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Scalar;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.ScalarRules;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites the inputs of the list suites so that their conventions and ours mean the same: there, an address block never
 * contains a pod, host networking and placement do not matter, and old API versions are served. A block of every address is
 * written as its two halves, and pods lose their addresses, so that (contract, podCidrs) no block contains a pod here either.
 * Where there is a policy of a mesh, every pod has a proxy of the mesh there.
 */
final class Normaliser {
  private static final ScalarRules SCALARS = new KubernetesScalars();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The rewritten documents, each as JSON. */
  final List<String> documents = new ArrayList<>();
  /** For each pod, {@code namespace/name}, the peer that the lists call it. */
  final Map<String, String> owners = new HashMap<>();

  /** Whether every document could be read: some inputs have comments in JSON. */
  final boolean complete;

  private final boolean mesh;

  /** Reads and rewrites files and folders. */
  Normaliser(List<String> paths) {
    SourceSet sources = new SourceReader().read(paths, new Diagnostics());
    complete = sources.unread().isEmpty();
    List<ObjectNode> objects = new ArrayList<>();
    for (var document : sources.documents()) {
      objects(json(document.root()), objects);
    }
    mesh = objects.stream().anyMatch(each -> each.path("apiVersion").asString("").startsWith("security.istio.io/"));
    objects.forEach(object -> documents.add(rewrite(object).toString()));
  }

  private static void objects(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ArrayNode list) {
      list.forEach(item -> objects(item, objects));
    } else if (node instanceof ObjectNode object) {
      if (object.get("items") instanceof ArrayNode items) {
        String kind = object.path("kind").asString("");
        for (JsonNode item : items) {
          if (item instanceof ObjectNode member) {
            inherit(member, object, kind);
          }
          objects(item, objects);
        }
      } else {
        objects.add(object);
      }
    }
  }

  private static void inherit(ObjectNode member, ObjectNode list, String kind) {
    if (!member.has("kind") && kind.endsWith("List")) {
      member.put("kind", kind.substring(0, kind.length() - "List".length()));
    }
    if (!member.has("apiVersion")) {
      member.put("apiVersion", list.path("apiVersion").asString("v1"));
    }
  }

  private ObjectNode rewrite(ObjectNode object) {
    String kind = object.path("kind").asString("");
    object.remove("status");
    switch (kind) {
      case "NetworkPolicy" -> policy(object);
      case "Pod" -> pod(object);
      case "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet" -> {
        if (object.path("apiVersion").asString("").startsWith("extensions/")) {
          object.put("apiVersion", "apps/v1");
        }
        template(object.path("spec").path("template"));
      }
      default -> template(object.path("spec").path("template"));
    }
    return object;
  }

  private void pod(ObjectNode pod) {
    JsonNode metadata = pod.path("metadata");
    String namespace = metadata.path("namespace").asString("default");
    String name = metadata.path("name").asString("");
    JsonNode owner = metadata.path("ownerReferences").path(0);
    String kind = owner.path("kind").asString("Pod");
    boolean alone = owner.isMissingNode() || kind.equals("Node");
    owners.put(namespace + "/" + name, alone
        ? namespace + "/" + name + "[Pod]"
        : namespace + "/" + owner.path("name").asString("") + "[" + kind + "]");
    template(pod);
  }

  /** A pod, or what pods are made from. */
  private void template(JsonNode template) {
    if (template.path("spec") instanceof ObjectNode spec) {
      spec.remove("hostNetwork");
      spec.remove("nodeName");
      if (mesh) {
        ((ObjectNode) template).withObjectProperty("metadata")
            .withObjectProperty("annotations")
            .put("sidecar.istio.io/status", "{}");
      }
    }
  }

  private static void policy(ObjectNode policy) {
    String version = policy.path("apiVersion").asString("");
    if (version.startsWith("extensions")) {
      policy.put("apiVersion", "networking.k8s.io/v1");
    }
    for (String direction : List.of("ingress", "egress")) {
      for (JsonNode rule : policy.path("spec").path(direction)) {
        for (String peers : List.of("from", "to")) {
          if (rule.path(peers) instanceof ArrayNode array) {
            ((ObjectNode) rule).set(peers, halves(array));
          }
        }
      }
    }
  }

  private static ArrayNode halves(ArrayNode peers) {
    ArrayNode result = JSON.arrayNode();
    for (JsonNode peer : peers) {
      Optional<Cidr> block = Cidr.parse(peer.path("ipBlock").path("cidr").asString(""));
      if (block.isEmpty() || block.get().length() != 0) {
        result.add(peer);
        continue;
      }
      for (Cidr half : List.of(new Cidr(Address.min(block.get().family()), 1),
          new Cidr(Address.max(block.get().family()), 1))) {
        half(half, peer.path("ipBlock").path("except")).ifPresent(result::add);
      }
    }
    return result;
  }

  private static Optional<ObjectNode> half(Cidr half, JsonNode except) {
    ArrayNode kept = JSON.arrayNode();
    for (JsonNode item : except) {
      Optional<Cidr> block = Cidr.parse(item.asString(""));
      if (block.isPresent() && block.get().contains(half)) {
        return Optional.empty();
      }
      if (block.isPresent() && half.contains(block.get())) {
        kept.add(item);
      }
    }
    ObjectNode ipBlock = JSON.objectNode().put("cidr", half.toString());
    if (!kept.isEmpty()) {
      ipBlock.set("except", kept);
    }
    ObjectNode peer = JSON.objectNode();
    peer.set("ipBlock", ipBlock);
    return Optional.of(peer);
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case MapNode map -> {
        ObjectNode object = JSON.objectNode();
        map.entries().forEach(entry -> object.set(SCALARS.key(entry.key()).orElse(""), json(entry.value())));
        yield object;
      }
      case ListNode list -> {
        ArrayNode array = JSON.arrayNode();
        list.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar -> switch (SCALARS.resolve(scalar)) {
        case Scalar.Null nothing -> JSON.nullNode();
        case Scalar.Bool bool -> JSON.booleanNode(bool.value());
        case Scalar.Int number -> JSON.numberNode(number.value());
        case Scalar.Decimal number -> JSON.numberNode(number.value());
        case Scalar.Text text -> JSON.stringNode(text.value());
      };
    };
  }
}
