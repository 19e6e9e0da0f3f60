package dev.canreach.conformance;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Whether an answer is what a probe expects (contract §9). An answer without a verdict is judged by the caller. */
final class Judge {
  private Judge() {}

  /**
   * Whether the expectation and every further field that the probe states agree with the answer. What was sent, and that only
   * some of it arrives, is said where something arrives.
   */
  static boolean agrees(JsonNode probe, JsonNode answer) {
    boolean arrives = !probe.path("expect").asString("").equals("deny");
    return verdict(probe.path("expect").asString(""), answer) && within(probe.path("redirect"), answer.path("redirect"))
        && (!arrives || within(probe.path("sent"), answer.path("sent")))
        && (!arrives || equal(probe, "partial", answer, "partial")) && equal(probe, "answers", answer, "answeredBy");
  }

  private static boolean verdict(String expect, JsonNode answer) {
    String verdict = answer.path("verdict").asString("");
    boolean reachable = verdict.equals("reachable");
    boolean stopped = verdict.equals("blocked") || verdict.equals("unroutable");
    int colon = expect.indexOf(':');
    String kind = colon < 0 ? expect : expect.substring(0, colon);
    String rest = expect.substring(colon + 1);
    return switch (kind) {
      case "allow" -> reachable;
      case "deny" -> stopped;
      case "reject-manifest" -> !answer.path("rejected").isEmpty();
      case "route" -> routed(answer).equals(new TreeSet<>(Set.of(rest.split("\\|", -1))));
      case "status" -> Set.of(rest.split("\\|", -1)).contains(answer.path("status").asString(""));
      case "condition" -> condition(rest, answer);
      case "attachedRoutes" -> rest.endsWith(":" + answer.path("count").asString(""));
      default -> throw new IllegalArgumentException("unknown expectation `" + expect + "`");
    };
  }

  /** The Services that get a share of the requests. */
  private static Set<String> routed(JsonNode answer) {
    Set<String> services = new TreeSet<>();
    for (JsonNode backend : answer.path("route").path("backends")) {
      if (backend.path("weight").asInt(1) > 0) {
        services.add(backend.path("service").asString());
      }
    }
    return services;
  }

  /** `KIND/NS/NAME:TYPE=STATUS:REASON`, where the reason `*` is any. */
  private static boolean condition(String text, JsonNode answer) {
    String[] parts = text.split("[:=]", -1);
    return parts[2].equals(answer.path("status").asString(""))
        && (parts[3].equals("*") || parts[3].equals(answer.path("reason").asString("")));
  }

  /** Whether every field of one object has the same text in the other. */
  private static boolean within(JsonNode expected, JsonNode actual) {
    return expected.properties()
        .stream()
        .allMatch(field -> field.getValue().asString("").equals(actual.path(field.getKey()).asString("")));
  }

  private static boolean equal(JsonNode probe, String expected, JsonNode answer, String actual) {
    return !probe.has(expected) || probe.path(expected).asString("").equals(answer.path(actual).asString(""));
  }
}
