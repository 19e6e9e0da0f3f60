package dev.canreach.query;

import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a connection says first from the members `http` and `tls` of a question (contract §2). */
final class RequestReader {
  private static final Set<String> HTTP = Set.of("method", "host", "path", "headers", "version", "jwt");
  private static final Set<String> TLS = Set.of("sni", "clientCert");

  private RequestReader() {}

  /**
   * The request of a question; {@link Request#NONE} where it has none.
   *
   * @param members the members of the question
   * @param target what is asked about: a request without a host has the name that its destination was given
   */
  static Request read(Map<String, ?> members, Question.Target target) throws QuestionException {
    Optional<Map<?, ?>> http = object(members, "http", HTTP);
    Optional<Map<?, ?>> tls = object(members, "tls", TLS);
    Request request = http.isPresent() ? http(http.get(), target) : Request.NONE;
    if (tls.isEmpty()) {
      return request;
    }
    request = request.with(TextField.TLS, "TLS");
    Optional<String> name = text(tls.get(), "tls.sni", "sni");
    request = name.isPresent() ? request.with(TextField.SNI, name.get()) : request;
    Optional<String> certificate = text(tls.get(), "tls.clientCert", "clientCert");
    request = certificate.isPresent() ? request.with(TextField.CLIENT_CERTIFICATE, certificate.get()) : request;
    return http.isPresent() ? request.with(TextField.SCHEME, "https") : request;
  }

  private static Request http(Map<?, ?> http, Question.Target target) throws QuestionException {
    Optional<String> host = text(http, "http.host", "host");
    String method = text(http, "http.method", "method").orElse("GET");
    RequestTarget wanted = RequestTarget.read(method, text(http, "http.path", "path").orElse("/"));
    String named = wanted.authority().isEmpty() ? host.orElse("") : wanted.authority();
    Request request = Request.http(method, named.isEmpty() && host.isEmpty() ? defaultHost(target) : named,
        wanted.path());
    Optional<String> version = text(http, "http.version", "version");
    request = version.isPresent() ? request.with(TextField.HTTP_VERSION, version.get()) : request;
    for (Map.Entry<?, ?> header : map(http, "http.headers", "headers").entrySet()) {
      List<String> values = texts("http.headers." + header.getKey(), header.getValue());
      request = request.with(TextField.header(header.getKey().toString()), String.join(",", values));
    }
    return claims(request, List.of(), map(http, "http.jwt", "jwt"));
  }

  private static Request claims(Request request, List<String> path, Map<?, ?> claims) throws QuestionException {
    Request result = request;
    for (Map.Entry<?, ?> claim : claims.entrySet()) {
      List<String> inner = new ArrayList<>(path);
      inner.add(claim.getKey().toString());
      result = claim.getValue() instanceof Map<?, ?> nested
          ? claims(result, inner, nested)
          : result.with(TextField.claim(inner),
              texts("http.jwt." + String.join(".", inner), claim.getValue()).toArray(String[]::new));
    }
    return result;
  }

  /** The name that the client was given, where it was given one. */
  private static String defaultHost(Question.Target target) throws QuestionException {
    if (!(target instanceof Question.Reach reach)) {
      return "";
    }
    return switch (EndpointRef.parse(reach.to())) {
      case EndpointRef.Host host -> host.name();
      case EndpointRef.Ip ip -> ip.address().toString();
      case EndpointRef.Named named when named.kind().equals("service") -> named.name() + "." + named.namespace();
      case EndpointRef other -> "";
    };
  }

  private static Optional<Map<?, ?>> object(Map<String, ?> members, String key, Set<String> known)
      throws QuestionException {
    if (!members.containsKey(key)) {
      return Optional.empty();
    }
    Map<?, ?> found = map(members, key, key);
    for (Object name : found.keySet()) {
      if (!known.contains(name.toString())) {
        throw new QuestionException("`" + key + "." + name + "` is unknown"
            + Suggestions.didYouMean(name.toString(), known.stream().sorted().toList()));
      }
    }
    return Optional.of(found);
  }

  private static Map<?, ?> map(Map<?, ?> members, String path, String key) throws QuestionException {
    Object value = members.get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new QuestionException("`" + path + "` is not an object");
  }

  private static Optional<String> text(Map<?, ?> members, String path, String key) throws QuestionException {
    Object value = members.get(key);
    return value == null ? Optional.empty() : Optional.of(text(path, value));
  }

  private static List<String> texts(String path, Object value) throws QuestionException {
    List<String> texts = new ArrayList<>();
    for (Object item : value instanceof List<?> list ? list : List.of(value)) {
      texts.add(text(path, item));
    }
    return texts;
  }

  private static String text(String path, Object value) throws QuestionException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw new QuestionException("`" + path + "` is not a text");
  }
}
