package dev.canreach.cli;

import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Value;
import dev.canreach.cli.options.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the connection says first: the members `http` and `tls` of a question. */
final class RequestOptions {
  private final Value request;
  private final Values headers;
  private final Value serverName;

  /** Adds the options to a command. */
  RequestOptions(Syntax syntax) {
    request = syntax.value("REQUEST", "an HTTP request, e.g. 'GET shop.example/api', '/api', POST", "--http");
    headers = syntax.values("'NAME: VALUE'", "a header of the request; may be repeated", "--header");
    serverName = syntax.value("NAME", "the client starts TLS and asks for this server name", "--sni");
  }

  /** Whether the options say anything. */
  boolean isEmpty() {
    return request.text() == null && headers.texts().isEmpty() && serverName.text() == null;
  }

  /** Adds the members that the options stand for. */
  void addTo(Map<String, Object> members) {
    String http = request.text();
    String name = serverName.text();
    if (http != null || !headers.texts().isEmpty()) {
      Map<String, Object> parts = request(http == null ? "" : http.strip());
      if (!headers.texts().isEmpty()) {
        parts.put("headers", headers(headers.texts()));
      }
      if (name == null && http != null && http.contains("https://")) {
        name = parts.getOrDefault("host", "").toString();
      }
      members.put("http", parts);
    }
    if (name != null) {
      members.put("tls", name.isEmpty() ? Map.of() : Map.of("sni", name));
    }
  }

  /** `METHOD`, `URL` or `METHOD URL`, where a URL is a host with or without path, or a path. */
  private static Map<String, Object> request(String text) {
    Map<String, Object> request = new LinkedHashMap<>();
    String[] words = text.split("\\s+", -1);
    if (words.length > 2) {
      throw new UsageException("`--http " + text + "` is no request: write it like 'GET shop.example/api'");
    }
    boolean method = words.length == 2 || words[0].matches("[A-Z]+");
    if (method) {
      request.put("method", words[0]);
    }
    String url = words.length == 2 ? words[1] : method ? "" : words[0];
    String rest = url.replaceFirst("^https?://", "");
    int path = rest.replace('?', '/').indexOf('/');
    String host = path < 0 ? rest : rest.substring(0, path);
    if (!host.isEmpty()) {
      request.put("host", host);
    }
    if (path >= 0) {
      request.put("path", rest.charAt(path) == '?' ? "/" + rest.substring(path) : rest.substring(path));
    }
    return request;
  }

  private static Map<String, Object> headers(List<String> lines) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new UsageException("`--header " + line + "` is no header: write it like 'X-User: bob'");
      }
      headers.merge(line.substring(0, colon).strip(), line.substring(colon + 1).strip(),
          (first, second) -> first + "," + second);
    }
    return headers;
  }
}
