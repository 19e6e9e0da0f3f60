package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import dev.canreach.intent.Intent;
import dev.canreach.intent.IntentReader;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.MapNode;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The intents of a request: the text of a configuration under `intents`. */
final class RequestIntents {
  static final String MEMBER = "intents";

  private RequestIntents() {}

  /** The intents; none when the request has none. */
  static List<Intent> of(ObjectNode body) {
    List<Intent> intents = new ArrayList<>();
    Diagnostics diagnostics = new Diagnostics();
    Json.text(body, MEMBER)
        .ifPresent(text -> new SourceReader().read(MEMBER, text.getBytes(StandardCharsets.UTF_8), diagnostics)
            .documents()
            .forEach(document -> {
              if (!(document.root() instanceof MapNode root)) {
                throw Problem.malformed("`intents` is a text with the mappings `groups` and `intents`");
              }
              for (MapNode.Entry entry : root.entries()) {
                if (!IntentReader.KEYS.contains(entry.key().text())) {
                  throw Problem.malformed("`intents` is a text with the mappings `groups` and `intents`, and not `"
                      + entry.key().text() + "`");
                }
              }
              intents.addAll(IntentReader.read(root, diagnostics));
            }));
    if (!diagnostics.isEmpty()) {
      throw Problem.malformed(diagnostics.sorted()
          .stream()
          .map(each -> each.span() + ": " + each.message())
          .collect(Collectors.joining("; ")));
    }
    return intents;
  }
}
