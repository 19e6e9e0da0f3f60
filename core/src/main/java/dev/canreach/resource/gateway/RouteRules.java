package dev.canreach.resource.gateway;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks routes (K8S/G-07, G-10, G-13, G-15 to G-17). */
public final class RouteRules {
  private static final int MAX_RULES = 16;
  private static final int MAX_MATCHES = 64;
  private static final int MAX_ALL_MATCHES = 128;
  private static final int MAX_WEIGHT = 1_000_000;
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS",
      "TRACE", "PATCH");
  private static final List<String> COMPARISONS = List.of("Exact", "RegularExpression");
  private static final List<String> BAD_PARTS = List.of("//", "/./", "/../", "%2f", "%2F", "#");
  private static final List<String> BAD_ENDS = List.of("/..", "/.");

  private RouteRules() {}

  static void checkHttp(Subject subject) {
    checkRequests(subject.spec(), subject.problems());
  }

  /** Checks what a route says about HTTP requests, also one of a dialect that has taken over the form. */
  public static void checkRequests(Fields spec, Problems problems) {
    CommonRules.parents(spec, problems);
    hostnames(spec, 0, problems);
    CommonRules.size(spec, "rules", spec.has("rules") ? 1 : 0, MAX_RULES, problems);
    int matches = 0;
    for (Fields rule : spec.objects("rules")) {
      CommonRules.size(rule, "matches", 0, MAX_MATCHES, problems);
      matches += rule.size("matches");
      rule.objects("matches").forEach(match -> request(match, problems));
      backends(rule, problems);
      FilterRules.check(rule, problems);
    }
    if (matches > MAX_ALL_MATCHES) {
      problems.error(ProblemType.INVALID, spec.at("rules"),
          "the rules have " + matches + " matches together: " + MAX_ALL_MATCHES + " are allowed");
    }
  }

  static void checkGrpc(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.parents(spec, problems);
    hostnames(spec, 0, problems);
    CommonRules.size(spec, "rules", 0, MAX_RULES, problems);
    for (Fields rule : spec.objects("rules")) {
      CommonRules.size(rule, "matches", 0, MAX_MATCHES, problems);
      for (Fields match : rule.objects("matches")) {
        Fields method = match.object("method");
        CommonRules.word(method, "type", COMPARISONS, problems);
        if (method.present() && method.textOrEmpty("service").isEmpty() && method.textOrEmpty("method").isEmpty()) {
          problems.required(method.place(), "a method match needs `service` or `method`");
        }
        values(match, "headers", true, problems);
      }
      backends(rule, problems);
      FilterRules.check(rule, problems);
    }
  }

  static void checkTls(Subject subject) {
    Fields spec = subject.spec();
    // the alpha versions did without hostnames
    boolean current = subject.apiVersion().endsWith("/v1");
    hostnames(spec, current ? 1 : 0, subject.problems());
    checkPlain(subject);
  }

  static void checkPlain(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.parents(spec, problems);
    CommonRules.size(spec, "rules", 1, MAX_RULES, problems);
    for (Fields rule : spec.objects("rules")) {
      CommonRules.size(rule, "backendRefs", 1, MAX_RULES, problems);
      backends(rule, problems);
    }
  }

  private static void hostnames(Fields spec, int least, Problems problems) {
    CommonRules.size(spec, "hostnames", least, least == 0 ? MAX_RULES : 1024, problems);
    for (Value hostname : spec.texts("hostnames")) {
      CommonRules.hostname(hostname.place(), hostname.text(), true, problems);
      if (least > 0) {
        CommonRules.noAddress(hostname.place(), hostname.text(), problems);
      }
    }
  }

  private static void request(Fields match, Problems problems) {
    Fields path = match.object("path");
    CommonRules.word(path, "type", List.of("Exact", "PathPrefix", "RegularExpression"), problems);
    if (!path.textOrEmpty("type").equals("RegularExpression")) {
      path.text("value").ifPresent(value -> path(path, value, problems));
    }
    CommonRules.word(match, "method", METHODS, problems);
    values(match, "headers", true, problems);
    values(match, "queryParams", false, problems);
  }

  private static void path(Fields path, String value, Problems problems) {
    if (!value.startsWith("/")) {
      problems.invalid(path.at("value"), value, "is no path: begin it with `/`");
      return;
    }
    for (String part : BAD_PARTS) {
      if (value.contains(part)) {
        problems.invalid(path.at("value"), value, "may not contain `" + part + "`");
        return;
      }
    }
    for (String end : BAD_ENDS) {
      if (value.endsWith(end)) {
        problems.invalid(path.at("value"), value, "may not end with `" + end + "`");
        return;
      }
    }
  }

  private static void values(Fields match, String field, boolean anyCase, Problems problems) {
    CommonRules.size(match, field, 0, MAX_RULES, problems);
    Set<String> names = new HashSet<>();
    for (Fields value : match.objects(field)) {
      String name = value.textOrEmpty("name");
      CommonRules.required(value, "name", problems);
      CommonRules.required(value, "value", problems);
      CommonRules.word(value, "type", COMPARISONS, problems);
      if (!name.isEmpty() && !names.add(name)) {
        problems.duplicate(value.place(), name);
      }
      if (anyCase && !name.isEmpty()) {
        Names.headerName(name.toLowerCase(Locale.ROOT).replaceAll("[!#$%&'*+.^_`|~]", "-"))
            .ifPresent(rule -> problems.invalid(value.at("name"), name, rule));
      }
    }
  }

  private static void backends(Fields rule, Problems problems) {
    CommonRules.size(rule, "backendRefs", 0, MAX_RULES, problems);
    for (Fields backend : rule.objects("backendRefs")) {
      CommonRules.required(backend, "name", problems);
      CommonRules.port(backend, "port", problems);
      backend.number("weight")
          .ifPresent(weight -> problems.inRange(backend.at("weight"), weight, 0, MAX_WEIGHT));
      boolean service = backend.textOrEmpty("group").isEmpty()
          && backend.text("kind").orElse("Service").equals("Service");
      if (service && !backend.has("port")) {
        problems.required(backend.at("port"), "a reference to a Service needs the `port` of the Service");
      }
    }
  }
}
