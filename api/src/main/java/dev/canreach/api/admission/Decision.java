package dev.canreach.api.admission;

import dev.canreach.api.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a request.
 *
 * @param verdict in a word, for the audit log and the metrics
 * @param objections what speaks against it, the strongest first
 * @param notes what else whoever made it is told
 */
record Decision(Verdict verdict, List<Objection> objections, List<String> notes) {

  private static final int FORBIDDEN = 403;
  private static final int MOST_WARNINGS = 10;
  /** The API server cuts longer ones when there are many. */
  private static final int LONGEST_WARNING = 256;

  /** What became of a request. */
  enum Verdict {
    /** Nothing new speaks against it. */
    ALLOW("allow"),
    /** Something does, but not enough to refuse it. */
    WARN("warn"),
    /** It is refused. */
    DENY("deny"),
    /** It changes nothing that could matter, and was not looked at. */
    IRRELEVANT("irrelevant"),
    /** There was no time, or no state to judge it by. */
    UNDECIDED("undecided");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Decision {
    objections = objections.stream().sorted((a, b) -> a.enforcement().compareTo(b.enforcement())).toList();
    notes = List.copyOf(notes);
  }

  static Decision irrelevant() {
    return new Decision(Verdict.IRRELEVANT, List.of(), List.of());
  }

  /** Nobody looked: the request passes, and whoever made it is told. */
  static Decision undecided(String why) {
    return new Decision(Verdict.UNDECIDED, List.of(), List.of("canreach has not checked this change: " + why));
  }

  static Decision of(List<Objection> objections, List<String> notes) {
    boolean denied = objections.stream().anyMatch(each -> each.enforcement() == Enforcement.DENY);
    boolean warned = !notes.isEmpty() || objections.stream().anyMatch(each -> each.enforcement() == Enforcement.WARN);
    return new Decision(denied ? Verdict.DENY : warned ? Verdict.WARN : Verdict.ALLOW, objections, notes);
  }

  /** The answer to the API server. */
  ObjectNode review(String uid) {
    ObjectNode review = Json.MAPPER.createObjectNode();
    review.put("apiVersion", Review.API_VERSION);
    review.put("kind", Review.KIND);
    ObjectNode response = review.putObject("response");
    response.put("uid", uid);
    response.put("allowed", verdict != Verdict.DENY);
    if (verdict == Verdict.DENY) {
      ObjectNode status = response.putObject("status");
      status.put("code", FORBIDDEN);
      status.put("reason", "Forbidden");
      status.put("message", messages(Enforcement.DENY).stream().collect(Collectors.joining("\n")));
    }
    List<String> warnings = warnings();
    if (!warnings.isEmpty()) {
      ArrayNode list = response.putArray("warnings");
      warnings.forEach(list::add);
    }
    ObjectNode annotations = response.putObject("auditAnnotations");
    annotations.put("verdict", verdict.word());
    if (!objections.isEmpty()) {
      annotations.put("objections", objections.stream()
          .map(each -> each.id() + " " + each.fingerprint())
          .collect(Collectors.joining(", ")));
    }
    return review;
  }

  private List<String> messages(Enforcement enforcement) {
    return objections.stream().filter(each -> each.enforcement() == enforcement).map(Objection::message).toList();
  }

  private List<String> warnings() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(messages(Enforcement.WARN));
    List<String> warnings = new ArrayList<>();
    for (String warning : all.subList(0, Math.min(MOST_WARNINGS, all.size()))) {
      warnings.add(warning.length() <= LONGEST_WARNING ? warning : warning.substring(0, LONGEST_WARNING - 1) + "…");
    }
    if (all.size() > MOST_WARNINGS) {
      warnings.add("canreach has " + (all.size() - MOST_WARNINGS) + " more warnings");
    }
    return warnings;
  }
}
