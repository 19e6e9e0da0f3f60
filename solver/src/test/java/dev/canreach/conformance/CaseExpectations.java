package dev.canreach.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a case expects of its input as a whole, beside its probes (contract §9): a normal form, a refusal, what names mean. */
final class CaseExpectations {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  /** The member of an expected normal form that lists the paths which must not exist. */
  private static final String ABSENT = "absent";

  private final String name;
  private final Divergences divergences;
  private final Tally tally;

  CaseExpectations(String name, Divergences divergences, Tally tally) {
    this.name = name;
    this.divergences = divergences;
    this.tally = tally;
  }

  /** Whether the case expects something that is judged here. */
  static boolean any(JsonNode suiteCase) {
    return suiteCase.has("normalised") || suiteCase.has("resolves") || suiteCase.has("expect");
  }

  void judge(JsonNode suiteCase, Product product) {
    String id = suiteCase.path("id").asString();
    if (suiteCase.has("normalised")) {
      JsonNode actual = product.normalForm();
      boolean same = contains(suiteCase.path("normalised"), actual);
      record("normalised", id, same, false,
          "expected " + suiteCase.path("normalised") + " but was " + actual + " with " + product.errors());
    } else if (suiteCase.has("expect")) {
      String expect = suiteCase.path("expect").asString();
      boolean refused = !product.errors().isEmpty();
      record(expect, id, refused != expect.equals("starts"), !refused,
          "expected " + expect + " " + suiteCase.path("error").asString("") + " but the errors are "
              + product.errors());
    }
    int index = 0;
    for (JsonNode question : suiteCase.path("resolves")) {
      resolves(id + " name " + index, question, product);
      index++;
    }
  }

  /** A mistake that nobody notices is a gap, everything else that differs is wrong. */
  private void record(String expected, String id, boolean agrees, boolean unnoticed, String description) {
    Outcome outcome = agrees ? Outcome.PASSED : unnoticed ? Outcome.UNKNOWN : Outcome.WRONG;
    if (!agrees && divergences.excuses(name, id, "")) {
      outcome = Outcome.DIVERGING;
    }
    tally.count(expected, outcome);
    tally.add(outcome, id + " " + description);
  }

  private void resolves(String id, JsonNode probe, Product product) {
    ObjectNode question = MAPPER.createObjectNode();
    question.set("from", probe.path("from"));
    question.set("name", probe.path("name"));
    JsonNode answer = product.ask(question);
    Set<String> expected = texts(probe.path("expect"));
    boolean open = answer.path("verdict").asString("unknown").equals("unknown");
    record("resolves", id, !open && texts(answer.path("addresses")).equals(expected), open,
        question + " expected " + expected + " but was " + answer);
  }

  private static Set<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asString()));
    return new TreeSet<>(texts);
  }

  /** Whether everything that is expected is there, and nothing that must be absent; lists have to be whole. */
  private static boolean contains(JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      return actual.isObject() && expected.properties()
          .stream()
          .allMatch(entry -> entry.getKey().equals(ABSENT)
              ? texts(entry.getValue()).stream().noneMatch(path -> has(actual, path))
              : actual.has(entry.getKey()) && contains(entry.getValue(), actual.path(entry.getKey())));
    }
    if (expected.isArray()) {
      if (expected.size() != actual.size()) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!contains(expected.get(i), actual.get(i))) {
          return false;
        }
      }
      return true;
    }
    return expected.isNull() ? actual.isEmpty() : expected.asString().equals(actual.asString(""));
  }

  private static boolean has(JsonNode root, String path) {
    JsonNode node = root;
    for (String key : path.split("\\.", -1)) {
      node = node.path(key);
    }
    return !node.isMissingNode();
  }
}
