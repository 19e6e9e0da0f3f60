package dev.canreach.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for (RFC 9112, section 3.2): a path, `*` for the server itself, or a whole address, whose host counts more
 * than the header that says it.
 *
 * @param authority the host of a whole address; else empty
 * @param path the path and the query
 */
record RequestTarget(String authority, String path) {
  private static final Pattern ADDRESS = Pattern.compile("(?i:https?)://([^/?#]+)([^#]*)");
  private static final String OPTIONS = "OPTIONS";
  private static final String SERVER = "*";

  /** Reads a target; an empty path is the root, and that of OPTIONS the server itself (RFC 9110, section 4.2.3). */
  static RequestTarget read(String method, String text) throws QuestionException {
    Matcher address = ADDRESS.matcher(text);
    if (address.matches()) {
      String rest = address.group(2);
      return new RequestTarget(address.group(1), rest.isEmpty() && method.equals(OPTIONS) ? SERVER : rooted(rest));
    }
    if (text.equals(SERVER)) {
      if (method.equals(OPTIONS)) {
        return new RequestTarget("", SERVER);
      }
      throw new QuestionException("`http.path` is `*`: only a request of method `OPTIONS` asks for the server itself");
    }
    String path = rooted(text);
    if (!path.startsWith("/")) {
      throw new QuestionException("`http.path` is `" + text + "`: a path begins with `/`, and servers refuse others");
    }
    return new RequestTarget("", path);
  }

  private static String rooted(String path) {
    return path.isEmpty() || path.startsWith("?") ? "/" + path : path;
  }
}
