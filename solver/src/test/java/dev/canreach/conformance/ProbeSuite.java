package dev.canreach.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** A suite of cases with manifests and probes, a JSON object a line (contract §9). */
final class ProbeSuite {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  /** The keys of a question (contract §2); every other key of a probe is an expectation or a remark. */
  private static final Set<String> QUESTION = Set.of("from", "to", "name", "object", "condition", "attachedRoutes",
      "protocol",
      "port", "srcPort", "icmpType", "icmpCode", "http", "tls", "network", "family", "parent", "listener");

  private final String name;
  private final Divergences divergences;
  private final List<ProbeListener> listeners;

  /** Somebody who looks at every answer. */
  interface ProbeListener {
    /** An answer to one probe of a case that was loaded. */
    void answered(String id, Product product, JsonNode question, JsonNode answer);
  }

  ProbeSuite(String name, Divergences divergences, List<ProbeListener> listeners) {
    this.name = name;
    this.divergences = divergences;
    this.listeners = List.copyOf(listeners);
  }

  Tally run(Path file) throws IOException {
    Tally tally = new Tally(name);
    for (String line : Files.readAllLines(file)) {
      JsonNode suiteCase = MAPPER.readTree(line);
      tally.addCase();
      judge(suiteCase, tally);
    }
    return tally;
  }

  private void judge(JsonNode suiteCase, Tally tally) {
    String id = suiteCase.path("id").asString();
    if (suiteCase.path("probes").isEmpty() && !CaseExpectations.any(suiteCase)) {
      tally.add(Outcome.NOT_APPLICABLE, id);
      return;
    }
    try (Product product = Product.load(suiteCase.path("manifests"), suiteCase.path("assume"))) {
      probes(suiteCase, product, tally);
      new CaseExpectations(name, divergences, tally).judge(suiteCase, product);
    }
  }

  private void probes(JsonNode suiteCase, Product product, Tally tally) {
    String id = suiteCase.path("id").asString();
    int index = 0;
    for (JsonNode probe : suiteCase.path("probes")) {
      JsonNode question = question(probe);
      JsonNode answer = product.ask(question);
      listeners.forEach(listener -> listener.answered(id, product, question, answer));
      Outcome outcome = outcome(id, index, probe, answer, product);
      tally.count(expected(probe), outcome);
      if (probe.has("outcome")) {
        tally.count("outcome " + probe.path("outcome").asString(), outcome);
      }
      tally.add(outcome, id + " probe " + index + " " + question + " expected " + probe.path("expect") + " ("
          + probe.path("why").asString("") + ") but was " + answer);
      index++;
    }
  }

  private Outcome outcome(String id, int index, JsonNode probe, JsonNode answer, Product product) {
    String verdict = answer.path("verdict").asString(answer.has("error") ? "error" : "");
    if (probe.path("expect").asString("").equals("reject-manifest") && !product.errors().isEmpty()) {
      return Outcome.PASSED;
    }
    if (verdict.equals("unknown") || verdict.equals("error")) {
      return product.understandsEverything() ? diverging(id, index, Outcome.UNKNOWN) : Outcome.NOT_APPLICABLE;
    }
    return Judge.agrees(probe, answer) ? Outcome.PASSED : diverging(id, index, Outcome.WRONG);
  }

  /** The class of the expectation: suites must be right about each of them, not only on average. */
  private static String expected(JsonNode probe) {
    String expect = probe.path("expect").asString("");
    return expect.indexOf(':') < 0 ? expect : expect.substring(0, expect.indexOf(':'));
  }

  private Outcome diverging(String id, int index, Outcome otherwise) {
    return divergences.excuses(name, id, Integer.toString(index)) ? Outcome.DIVERGING : otherwise;
  }

  private static ObjectNode question(JsonNode probe) {
    ObjectNode question = MAPPER.createObjectNode();
    state(probe.path("expect").asString(""), probe, question);
    probe.properties().forEach(entry -> {
      if (QUESTION.contains(entry.getKey())) {
        question.set(entry.getKey(), entry.getValue());
      }
    });
    return question;
  }

  /** A probe about the state of an object says what it asks for in its expectation. */
  private static void state(String expect, JsonNode probe, ObjectNode question) {
    String[] parts = expect.split("[:=]", -1);
    switch (parts[0]) {
      case "condition" -> question.put("object", parts[1]).put("condition", parts[2]);
      case "attachedRoutes" -> question.put("object", parts[1])
          .put("attachedRoutes", probe.path("listener").asString(""));
      default -> {
        // everything else is a question about traffic
      }
    }
  }
}
