package dev.canreach.resource.gateway;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the filters of HTTPRoutes and GRPCRoutes (K8S/G-12). */
final class FilterRules {
  private static final String REDIRECT = "RequestRedirect";
  private static final String REWRITE = "URLRewrite";
  /** The field that holds what a type of filter does. */
  private static final Map<String, String> FIELDS = Map.of("RequestHeaderModifier", "requestHeaderModifier",
      "ResponseHeaderModifier", "responseHeaderModifier", "RequestMirror", "requestMirror", REDIRECT,
      "requestRedirect", REWRITE, "urlRewrite", "ExtensionRef", "extensionRef", "CORS", "cors", "ExternalAuth",
      "externalAuth");
  /** Types that may occur several times. */
  private static final Set<String> REPEATABLE = Set.of("RequestMirror", "ExtensionRef");

  private FilterRules() {}

  static void check(Fields rule, Problems problems) {
    filters(rule, problems);
    for (Fields filter : rule.objects("filters")) {
      boolean redirect = filter.textOrEmpty("type").equals(REDIRECT);
      if (redirect && rule.size("backendRefs") > 0) {
        problems.invalid(rule.place(), REDIRECT, "reaches no backend: remove `backendRefs` or the filter");
      }
      Fields path = filter.object(redirect ? "requestRedirect" : "urlRewrite").object("path");
      if (path.has("replacePrefixMatch") && !onePrefix(rule)) {
        problems.error(ProblemType.INVALID, rule.place(),
            "`replacePrefixMatch` needs exactly one match, of type `PathPrefix`");
      }
    }
    rule.objects("backendRefs").forEach(backend -> filters(backend, problems));
  }

  private static void filters(Fields owner, Problems problems) {
    CommonRules.size(owner, "filters", 0, 16, problems);
    Set<String> seen = new HashSet<>();
    for (Fields filter : owner.objects("filters")) {
      String type = filter.textOrEmpty("type");
      CommonRules.required(filter, "type", problems);
      if (!seen.add(type) && !REPEATABLE.contains(type)) {
        problems.invalid(owner.at("filters"), type, "may occur once: remove the others");
      }
      String field = FIELDS.get(type);
      if (field == null) {
        if (!type.isEmpty()) {
          problems.oneOf(filter.at("type"), type, FIELDS.keySet().stream().sorted().toArray(String[]::new));
        }
        continue;
      }
      if (!filter.has(field)) {
        problems.required(filter.at(field), "a filter of type `" + type + "` needs `" + field + "`");
      }
      FIELDS.values()
          .stream()
          .filter(other -> !other.equals(field) && filter.has(other))
          .sorted()
          .forEach(other -> problems.forbidden(filter.at(other), "`" + other + "` belongs to another type of filter"));
      rewrite(filter, type, problems);
    }
    if (seen.contains(REDIRECT) && seen.contains(REWRITE)) {
      problems.invalid(owner.at("filters"), REDIRECT, "and `URLRewrite` exclude each other: remove one");
    }
  }

  private static void rewrite(Fields filter, String type, Problems problems) {
    if (!type.equals(REDIRECT) && !type.equals(REWRITE)) {
      return;
    }
    Fields changed = filter.object(type.equals(REDIRECT) ? "requestRedirect" : "urlRewrite");
    changed.text("hostname")
        .ifPresent(host -> CommonRules.hostname(changed.at("hostname"), host, false, problems));
    Fields path = changed.object("path");
    if (path.present()) {
      problems.oneOf(path.at("type"), path.textOrEmpty("type"), "ReplaceFullPath", "ReplacePrefixMatch");
    }
    CommonRules.word(changed, "scheme", List.of("http", "https"), problems);
    CommonRules.port(changed, "port", problems);
    changed.number("statusCode")
        .filter(code -> !Set.of(301L, 302L, 303L, 307L, 308L).contains(code))
        .ifPresent(
            code -> problems.oneOf(changed.at("statusCode"), code.toString(), "301", "302", "303", "307", "308"));
  }

  /** The default match is a prefix too. */
  private static boolean onePrefix(Fields rule) {
    List<Fields> matches = rule.objects("matches");
    if (matches.isEmpty()) {
      return true;
    }
    String type = matches.get(0).object("path").text("type").orElse("PathPrefix");
    return matches.size() == 1 && type.equals("PathPrefix");
  }
}
