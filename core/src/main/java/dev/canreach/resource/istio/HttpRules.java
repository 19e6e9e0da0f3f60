package dev.canreach.resource.istio;

import dev.canreach.packet.TextPattern;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the HTTP rules of virtual services (ISTIO/I-9, I-14). */
final class HttpRules {
  private static final int REGEX_LENGTH = 1024;
  private static final int BODY = 1024 * 1024;
  private static final double LEAST = 0.0001;
  private static final String ROUTE = "route";
  private static final String REDIRECT = "redirect";
  private static final String DIRECT = "directResponse";
  private static final String DELEGATE = "delegate";
  private static final String REWRITE = "rewrite";
  private static final String CLAIMS = "@request.auth.claims";
  private static final Set<String> RETRY = Set.of("5xx", "gateway-error", "reset", "reset-before-request",
      "connect-failure", "envoy-ratelimited", "retriable-4xx", "refused-stream", "retriable-status-codes",
      "retriable-headers", "http3-post-connect-failure", "cancelled", "deadline-exceeded", "internal",
      "resource-exhausted", "unavailable");
  private static final Set<String> GRPC = Set.of("OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT",
      "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "UNAUTHENTICATED", "RESOURCE_EXHAUSTED",
      "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS");
  /** What excludes what. */
  private static final List<List<String>> APART = List.of(List.of(ROUTE, REDIRECT), List.of(ROUTE, DIRECT),
      List.of(REDIRECT, DIRECT), List.of(DELEGATE, ROUTE), List.of(DELEGATE, REDIRECT), List.of(DELEGATE, DIRECT),
      List.of("fault", REDIRECT), List.of(REWRITE, REDIRECT), List.of(REWRITE, DIRECT));

  private final Problems problems;
  private final boolean delegate;
  private final boolean onGateways;

  /**
   * @param delegate the virtual service is one that others send requests to
   * @param onGateways it is for gateways only
   */
  HttpRules(Problems problems, boolean delegate, boolean onGateways) {
    this.problems = problems;
    this.delegate = delegate;
    this.onGateways = onGateways;
  }

  void check(Fields rule) {
    actions(rule);
    rule.objects("match").forEach(this::match);
    RoutingRules.destinations(rule, problems);
    if (rule.has("mirror")) {
      RoutingRules.destination(rule.object("mirror"), problems);
    }
    rule.objects("mirrors").forEach(mirror -> RoutingRules.destination(mirror.object("destination"), problems));
    redirect(rule.object(REDIRECT));
    rewrite(rule.object(REWRITE));
    fault(rule.object("fault"));
    retries(rule.object("retries"));
    int body = rule.object(DIRECT).object("body").textOrEmpty("string").length();
    if (body > BODY) {
      problems.error(ProblemType.TOO_LONG, rule.object(DIRECT).at("body"),
          "the body is longer than a mebibyte: shorten it");
    }
    authority(rule);
    rule.objects(ROUTE).forEach(target -> headers(target.object("headers")));
    headers(rule.object("headers"));
  }

  private void actions(Fields rule) {
    for (List<String> pair : APART) {
      if (pair.stream().allMatch(rule::has)) {
        problems.forbidden(rule.at(pair.get(1)),
            "`" + pair.get(0) + "` and `" + pair.get(1) + "` exclude each other: keep one of them");
      }
    }
    boolean acts = rule.size(ROUTE) > 0 || rule.has(REDIRECT) || rule.has(DIRECT);
    if (delegate && rule.has(DELEGATE)) {
      problems.forbidden(rule.at(DELEGATE), "a delegate has no delegate of its own: write `route`");
    }
    if (!acts && (delegate || !rule.has(DELEGATE))) {
      problems.required(rule.at(ROUTE), "nothing says what becomes of the requests: write `route`, `redirect` or"
          + " `directResponse`");
    }
  }

  private void match(Fields match) {
    for (String name : List.of("uri", "scheme", "method", "authority")) {
      text(match, name, name.equals("uri"));
    }
    for (String name : List.of("headers", "withoutHeaders")) {
      Fields map = match.object(name);
      for (Value header : match.entries(name)) {
        boolean claim = header.key().startsWith(CLAIMS);
        if (claim && !onGateways) {
          problems.forbidden(header.place(), "only gateways look at claims: list gateways and not the mesh");
        } else if (!claim) {
          problems.check(header.place(), header.key(), HttpRules::headerName);
        }
        text(map, header.key(), false);
      }
    }
    Fields parameters = match.object("queryParams");
    match.entries("queryParams").forEach(parameter -> text(parameters, parameter.key(), false));
    RoutingRules.gateways(match, problems);
  }

  private static Optional<String> headerName(String text) {
    return text.matches("[-_A-Za-z0-9]+")
        ? Optional.empty()
        : Optional.of("is no header name: use letters, digits, `-` and `_`");
  }

  private void text(Fields owner, String name, boolean mayBeEmpty) {
    Fields match = owner.object(name);
    if (!mayBeEmpty && match.text("prefix").filter(String::isEmpty).isPresent()) {
      problems.invalid(match.at("prefix"), "", "is empty: write a prefix, or leave it out");
    }
    match.text("regex").ifPresent(regex -> problems.check(match.at("regex"), regex, HttpRules::regex));
  }

  private static Optional<String> regex(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty: write an expression");
    }
    if (text.length() > REGEX_LENGTH) {
      return Optional.of("is too long: use " + REGEX_LENGTH + " characters at most");
    }
    return text.equals("*") || TextPattern.regex(text).isPresent()
        ? Optional.empty()
        : Optional.of("is no regular expression of RE2: correct it");
  }

  private void redirect(Fields redirect) {
    if (!redirect.present()) {
      return;
    }
    if (Stream.of("uri", "uriPrefix", "authority", "scheme", "port", "derivePort").noneMatch(redirect::has)) {
      problems.required(redirect.place(),
          "nothing says where requests are sent: write `uri`, `authority`, `scheme` or `port`");
    }
    redirect.number("redirectCode")
        .filter(code -> code != 0)
        .ifPresent(code -> problems.inRange(redirect.at("redirectCode"), code, 300, 399));
    redirect.text("scheme")
        .filter(scheme -> !scheme.isEmpty())
        .ifPresent(scheme -> problems.oneOf(redirect.at("scheme"), scheme, "http", "https"));
  }

  private void rewrite(Fields rewrite) {
    if (!rewrite.present()) {
      return;
    }
    Fields regex = rewrite.object("uriRegexRewrite");
    boolean uri = !rewrite.textOrEmpty("uri").isEmpty();
    if (!uri && !regex.present() && rewrite.textOrEmpty("authority").isEmpty()) {
      problems.required(rewrite.place(), "nothing is rewritten: write `uri`, `uriRegexRewrite` or `authority`");
    }
    if (regex.present()) {
      if (uri) {
        problems.forbidden(rewrite.at("uriRegexRewrite"),
            "`uri` and `uriRegexRewrite` exclude each other: keep one of them");
      }
      for (String name : List.of("match", "rewrite")) {
        if (regex.textOrEmpty(name).isEmpty()) {
          problems.required(regex.at(name), "`" + name + "` is missing: write it");
        }
      }
      regex.text("match").ifPresent(match -> problems.check(regex.at("match"), match, HttpRules::regex));
    }
  }

  private void fault(Fields fault) {
    if (!fault.present()) {
      return;
    }
    Fields abort = fault.object("abort");
    if (!abort.present() && !fault.object("delay").present()) {
      problems.required(fault.place(), "no fault is written: write `abort` or `delay`");
    }
    abort.number("httpStatus").ifPresent(status -> problems.inRange(abort.at("httpStatus"), status, 200, 600));
    abort.text("grpcStatus")
        .filter(status -> !GRPC.contains(status))
        .ifPresent(status -> problems
            .invalid(abort.at("grpcStatus"), status, "is no status of gRPC: use e.g. `UNAVAILABLE`"));
    for (String name : List.of("http2Error", "exponentialDelay")) {
      Fields owner = name.equals("http2Error") ? abort : fault.object("delay");
      if (owner.has(name)) {
        problems.forbidden(owner.at(name), "`" + name + "` is not implemented: use another fault");
      }
    }
    for (String name : List.of("abort", "delay")) {
      Fields percentage = fault.object(name).object("percentage");
      RoutingReader.percent(percentage)
          .filter(value -> value > 0 && value < LEAST)
          .ifPresent(value -> problems.invalid(percentage.at("value"), Double.toString(value),
              "is too small a share: use 0, or 0.0001 and more"));
    }
  }

  private void retries(Fields retries) {
    boolean more = Stream.of("perTryTimeout", "retryOn", "retryRemoteLocalities", "retryIgnorePreviousHosts", "backoff")
        .anyMatch(retries::has);
    if (retries.present() && more && retries.number("attempts").orElse(0L) == 0) {
      problems.invalid(retries.at("attempts"), "0", "means no retries, so that nothing else may be said about them");
    }
    for (String reason : retries.textOrEmpty("retryOn").split(",", -1)) {
      String word = reason.strip();
      if (!word.isEmpty() && !RETRY.contains(word) && !word.matches("[1-5][0-9][0-9]")) {
        problems.invalid(retries.at("retryOn"), word, "is no reason to retry: use e.g. `5xx` or a status");
      }
    }
  }

  /** The host of a request is set once. */
  private void authority(Fields rule) {
    boolean rewritten = !rule.object(REWRITE).textOrEmpty("authority").isEmpty();
    List<Fields> changes = Stream.concat(Stream.of(rule), rule.objects(ROUTE).stream())
        .map(owner -> owner.object("headers").object("request"))
        .toList();
    for (int i = 0; i < changes.size(); i++) {
      boolean earlier = rewritten || (i > 0 && setsHost(changes.get(0)));
      if (setsHost(changes.get(i)) && earlier) {
        problems.forbidden(changes.get(i).at("set"), "the host of requests is set twice: keep one of the changes");
      }
    }
  }

  private static boolean setsHost(Fields request) {
    return request.entries("set")
        .stream()
        .map(header -> header.key().toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.equals("host") || name.equals(":authority"));
  }

  private void headers(Fields headers) {
    for (String direction : List.of("request", "response")) {
      Fields change = headers.object(direction);
      for (String name : List.of("set", "add")) {
        for (Value header : change.entries(name)) {
          if (header.key().isEmpty()) {
            problems.invalid(header.place(), "", "is no header name: write one");
          }
        }
      }
      for (Value header : change.texts("remove")) {
        if (header.text().isEmpty()) {
          problems.invalid(header.place(), "", "is no header name: write one");
        }
      }
    }
  }
}
