package dev.canreach.resource.manifest;

import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes documents apart into objects: lists of any kind are flattened, also nested ones (K8S/W-14). */
public final class Manifests {
  private static final String ITEMS = "items";

  private final Diagnostics diagnostics;
  private final List<Manifest> found = new ArrayList<>();

  private Manifests(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The objects of a document in their order. A document without objects is a diagnostic. */
  public static List<Manifest> of(Document document, Diagnostics diagnostics) {
    var manifests = new Manifests(diagnostics);
    if (document.root() instanceof MapNode map) {
      manifests.add(map, "", "");
    } else {
      manifests.skipped(document.root());
    }
    return List.copyOf(manifests.found);
  }

  /** Adds an object, or the items of a list; items of a typed list may lack what their list tells. */
  private void add(MapNode map, String listApiVersion, String listKind) {
    Fields fields = Fields.of(map);
    String apiVersion = fields.text("apiVersion").orElse(listApiVersion);
    String kind = fields.text("kind").orElse(listKind);
    if (apiVersion.isEmpty() && kind.isEmpty() && !fields.has("apiVersion") && !fields.has("kind")) {
      skipped(map);
    } else if (apiVersion.isEmpty() || kind.isEmpty()) {
      incomplete(fields, apiVersion.isEmpty() ? "apiVersion" : "kind");
    } else if (kind.endsWith("List") && items(map).isPresent()) {
      String itemKind = kind.substring(0, kind.length() - "List".length());
      addItems(items(map).get(), itemKind.isEmpty() ? "" : apiVersion, itemKind);
    } else {
      found.add(new Manifest(apiVersion, kind, map));
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

  private void incomplete(Fields fields, String missing) {
    boolean chart = fields.span().file().endsWith("Chart.yaml");
    Severity severity = chart ? Severity.NOTE : Severity.ERROR;
    diagnostics.add(new Diagnostic(severity, fields.at(missing).span(), "", missing, ProblemType.DECODE.text(),
        chart ? "a chart's own description was skipped" : "an object needs `" + missing + "`: add it as text"));
  }

  private void skipped(Node node) {
    diagnostics.add(new Diagnostic(Severity.NOTE, node.span(), ProblemType.DECODE.text(),
        "this document was skipped because it has neither `apiVersion` nor `kind`"));
  }
}
