package dev.canreach.resource.gateway;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.gateway.RouteMatch.CallMatch;
import dev.canreach.resource.gateway.RouteMatch.ValueMatch;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads routes (K8S/G-07 to G-17). */
public final class RouteReader {
  private static final String REGEX = "RegularExpression";
  private static final int FOUND = 302;

  private RouteReader() {}

  static GatewayRoute read(Subject subject, RouteKind kind) {
    return read(subject.apiVersion(), kind, subject.meta(), subject.created(), subject.spec(), subject.span());
  }

  /**
   * Reads a route of a dialect that has taken over the form.
   *
   * @param apiVersion its group and version as written
   * @param created when it was created, where known
   * @param spec what it says
   * @param span where it begins
   */
  public static GatewayRoute read(String apiVersion, RouteKind kind, ObjectMeta meta, Optional<Instant> created,
      Fields spec, Span span) {
    String namespace = meta.namespace();
    List<RouteRule> rules = new ArrayList<>();
    for (Fields rule : spec.objects("rules")) {
      rules.add(new RouteRule(matches(rule, kind), filters(rule, namespace), backends(rule, namespace), rules.size(),
          rule.span()));
    }
    if (rules.isEmpty() && (kind == RouteKind.HTTP || kind == RouteKind.GRPC)) {
      rules.add(new RouteRule(List.of(RouteMatch.everything(spec.span())), List.of(), List.of(), 0, spec.span()));
    }
    List<String> hostnames = spec.texts("hostnames")
        .stream()
        .map(Value::text)
        .map(host -> host.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
    return new GatewayRoute(apiVersion, kind, meta, created, References.parents(spec, namespace), hostnames, rules,
        span);
  }

  private static List<RouteMatch> matches(Fields rule, RouteKind kind) {
    List<RouteMatch> matches = new ArrayList<>();
    for (Fields match : rule.objects("matches")) {
      matches.add(kind == RouteKind.GRPC ? call(match) : request(match));
    }
    return matches.isEmpty() ? List.of(RouteMatch.everything(rule.span())) : matches;
  }

  private static RouteMatch request(Fields match) {
    Fields path = match.object("path");
    PathMatch.Type type = switch (path.textOrEmpty("type")) {
      case "Exact" -> PathMatch.Type.EXACT;
      case REGEX -> PathMatch.Type.REGEX;
      default -> PathMatch.Type.PREFIX;
    };
    return new RouteMatch(new PathMatch(type, path.text("value").orElse("/")), match.textOrEmpty("method"),
        values(match, "headers", true), values(match, "queryParams", false), Optional.empty(), match.span());
  }

  private static RouteMatch call(Fields match) {
    Fields method = match.object("method");
    Optional<CallMatch> call = method.present()
        ? Optional.of(new CallMatch(method.textOrEmpty("service"), method.textOrEmpty("method"),
            method.textOrEmpty("type").equals(REGEX)))
        : Optional.empty();
    return new RouteMatch(PathMatch.EVERYTHING, "", values(match, "headers", true), List.of(), call, match.span());
  }

  /** Of several with one name only the first counts. */
  private static List<ValueMatch> values(Fields match, String field, boolean anyCase) {
    Map<String, ValueMatch> values = new LinkedHashMap<>();
    for (Fields value : match.objects(field)) {
      String written = value.textOrEmpty("name");
      String name = anyCase ? written.toLowerCase(Locale.ROOT) : written;
      values.putIfAbsent(name,
          new ValueMatch(name, value.textOrEmpty("value"), value.textOrEmpty("type").equals(REGEX)));
    }
    return List.copyOf(values.values());
  }

  private static List<BackendRef> backends(Fields rule, String namespace) {
    List<BackendRef> backends = new ArrayList<>();
    for (Fields backend : rule.objects("backendRefs")) {
      backends.add(backend(backend, namespace, backends.size()));
    }
    return backends;
  }

  private static BackendRef backend(Fields backend, String namespace, int index) {
    return new BackendRef(References.service(backend, namespace), References.port(backend, "port"),
        Math.max(0, backend.integer("weight").orElse(1)), filters(backend, namespace), index, backend.span());
  }

  private static List<RouteFilter> filters(Fields owner, String namespace) {
    return owner.objects("filters").stream().map(filter -> filter(filter, namespace)).toList();
  }

  private static RouteFilter filter(Fields filter, String namespace) {
    String type = filter.textOrEmpty("type");
    return switch (type) {
      case "RequestHeaderModifier", "ResponseHeaderModifier" -> new RouteFilter.Headers(type);
      case "RequestMirror" -> new RouteFilter.Mirror(
          backend(filter.object("requestMirror").object("backendRef"), namespace, 0));
      case "RequestRedirect" -> redirect(filter.object("requestRedirect"));
      case "URLRewrite" -> new RouteFilter.Rewrite(filter.object("urlRewrite").textOrEmpty("hostname"),
          path(filter.object("urlRewrite")));
      case "CORS" -> new RouteFilter.Cors(
          filter.object("cors").texts("allowOrigins").stream().map(Value::text).toList());
      default -> new RouteFilter.Opaque(type);
    };
  }

  private static RouteFilter redirect(Fields redirect) {
    OptionalInt port = References.port(redirect, "port");
    return new RouteFilter.Redirect(redirect.textOrEmpty("scheme").toLowerCase(Locale.ROOT),
        redirect.textOrEmpty("hostname").toLowerCase(Locale.ROOT), path(redirect), port,
        redirect.integer("statusCode").orElse(FOUND));
  }

  private static Optional<RouteFilter.PathRewrite> path(Fields owner) {
    Fields path = owner.object("path");
    return switch (path.textOrEmpty("type")) {
      case "ReplaceFullPath" -> Optional.of(new RouteFilter.PathRewrite(true, path.textOrEmpty("replaceFullPath")));
      case "ReplacePrefixMatch" ->
          Optional.of(new RouteFilter.PathRewrite(false, path.textOrEmpty("replacePrefixMatch")));
      default -> Optional.empty();
    };
  }
}
