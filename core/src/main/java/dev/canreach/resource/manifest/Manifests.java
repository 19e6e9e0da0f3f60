package dev.canreach.resource.manifest;

import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes documents apart into objects: lists of any kind are flattened, also nested ones (K8S/W-14). */
public final class Manifests {
  /** The kind given to a Compose file. */
  public static final String COMPOSE = "Compose file";
  /** The kind given to what {@code docker inspect} and {@code docker network inspect} print. */
  public static final String INSPECTION = "docker inspect output";
  /** The kind given to the configuration of an engine, {@code daemon.json}. */
  public static final String DAEMON = "Docker daemon configuration";
  /** The kind given to a CNI network configuration. */
  public static final String CNI = "CNI configuration";

  /** The kind given to a Corefile in a file of its own. */
  public static final String COREFILE = "Corefile";
  /** The kind given to a shell script. */
  public static final String SHELL_SCRIPT = "shell script";
  /** The field that holds the text of a file that is no manifest. */
  public static final String TEXT = "text";

  private static final String ITEMS = "items";
  private static final Set<String> COMPOSE_PARTS = Set.of("include", "services", "networks", "volumes", "configs",
      "secrets", "models");
  private static final Set<String> COMPOSE_HEADER = Set.of("name", "version");

  private final Diagnostics diagnostics;
  private final List<Manifest> found = new ArrayList<>();

  private Manifests(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The objects of a document in their order. A document without objects is a diagnostic. */
  public static List<Manifest> of(Document document, Diagnostics diagnostics) {
    var manifests = new Manifests(diagnostics);
    switch (document.root()) {
      case MapNode map -> manifests.add(map, "", "");
      case ListNode list when list.items().stream().anyMatch(Manifests::isObject) -> manifests.addBareList(list);
      case ListNode list when isInspection(list) -> manifests.addInspection(list);
      case ListNode list -> manifests.skipped(list);
      case ScalarNode text -> manifests.addText(text);
    }
    return List.copyOf(manifests.found);
  }

  /** A file that is neither YAML nor JSON: its name or its first line told what it is. */
  private void addText(ScalarNode text) {
    String file = text.span().file();
    String kind = file.substring(file.lastIndexOf('/') + 1).equals(COREFILE) ? COREFILE : SHELL_SCRIPT;
    var entry = new MapNode.Entry(new ScalarNode(TEXT, false, text.span()), text);
    found.add(new Manifest("", kind, new MapNode(List.of(entry), text.span())));
  }

  private static boolean isObject(Node node) {
    return node instanceof MapNode map && map.find("apiVersion").isPresent() && map.find("kind").isPresent();
  }

  private static boolean isInspection(ListNode list) {
    return !list.items().isEmpty() && list.items().get(0) instanceof MapNode map
        && (map.find("NetworkSettings").isPresent() || map.find("IPAM").isPresent());
  }

  /**
   * Whether the document is a Compose file: a mapping of services that each say what to run, or nothing but keys that
   * Compose files have (contract §6).
   */
  private static boolean isCompose(MapNode map) {
    boolean runs = map.find("services")
        .filter(MapNode.class::isInstance)
        .map(MapNode.class::cast)
        .filter(services -> services.entries()
            .stream()
            .anyMatch(entry -> entry.value() instanceof MapNode service
                && (service.find("image").isPresent() || service.find("build").isPresent())))
        .isPresent();
    boolean typical = map.keys().stream().anyMatch(COMPOSE_PARTS::contains) || map.keys().equals(List.of("name"));
    return runs || (typical && map.keys().stream().allMatch(Manifests::isComposeKey));
  }

  private static boolean isComposeKey(String key) {
    return COMPOSE_PARTS.contains(key) || COMPOSE_HEADER.contains(key) || key.startsWith("x-");
  }

  private void addInspection(ListNode list) {
    for (Node item : list.items()) {
      if (item instanceof MapNode map) {
        found.add(new Manifest("", INSPECTION, map));
      }
    }
  }

  /** Objects in a list of no kind: clients refuse it, but what is meant is plain, and leaving it out would hide objects. */
  private void addBareList(ListNode list) {
    diagnostics.add(new Diagnostic(Severity.WARNING, list.span(), ProblemType.DECODE.text(),
        "this list of objects has no kind, and clients refuse it: put it under `items` of a `kind: List`"));
    addItems(list, "", "");
  }

  /** Adds an object, or the items of a list; items of a typed list may lack what their list tells. */
  private void add(MapNode map, String listApiVersion, String listKind) {
    Fields fields = Fields.of(map);
    String apiVersion = fields.text("apiVersion").orElse(listApiVersion);
    String kind = fields.text("kind").orElse(listKind);
    if (apiVersion.isEmpty() && kind.isEmpty() && !fields.has("apiVersion") && !fields.has("kind")) {
      other(map);
    } else if (apiVersion.isEmpty() || kind.isEmpty()) {
      incomplete(fields, apiVersion, kind);
    } else if (kind.endsWith("List") && items(map).isPresent()) {
      String itemKind = kind.substring(0, kind.length() - "List".length());
      addItems(items(map).get(), itemKind.isEmpty() ? "" : apiVersion, itemKind);
    } else {
      found.add(new Manifest(apiVersion, kind, map));
    }
  }

  /** A document of another format: one that is known by its content counts as an object, and is not understood. */
  private void other(MapNode map) {
    if (map.find("cniVersion").isPresent()) {
      found.add(new Manifest("", CNI, map));
    } else if (map.span().file().endsWith("daemon.json")) {
      found.add(new Manifest("", DAEMON, map));
    } else if (isCompose(map)) {
      found.add(new Manifest("", COMPOSE, map));
    } else {
      skipped(map);
    }
  }

  private static Optional<ListNode> items(MapNode map) {
    return map.find(ITEMS).flatMap(node -> node instanceof ListNode list ? Optional.of(list) : Optional.empty());
  }

  private void addItems(ListNode list, String apiVersion, String kind) {
    for (Node item : list.items()) {
      if (item instanceof MapNode map) {
        add(map, apiVersion, kind);
      } else {
        diagnostics.add(new Diagnostic(Severity.ERROR, item.span(), ProblemType.DECODE.text(),
            "an item of this list is no object: remove it"));
      }
    }
  }

  /** Whatever it is, it may matter: it counts as an object that nobody understands. */
  private void incomplete(Fields fields, String apiVersion, String kind) {
    String missing = apiVersion.isEmpty() ? "apiVersion" : "kind";
    boolean chart = fields.span().file().endsWith("Chart.yaml");
    Severity severity = chart ? Severity.NOTE : Severity.ERROR;
    diagnostics.add(new Diagnostic(severity, fields.at(missing).span(), "", missing, ProblemType.DECODE.text(),
        chart ? "a chart's own description was skipped" : "an object needs `" + missing + "`: add it as text"));
    if (!chart) {
      found.add(new Manifest("", kind.isEmpty() ? "object without kind" : kind, fields.map()));
    }
  }

  private void skipped(Node node) {
    diagnostics.add(new Diagnostic(Severity.NOTE, node.span(), ProblemType.DECODE.text(),
        "this document was skipped because it has neither `apiVersion` nor `kind`"));
  }
}
