package dev.canreach.lower.calico;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.PathForm;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.calico.HttpMatch;
import java.util.List;

/** What the {@code http} of a rule says about a request (CALICO/1.14). */
final class RequestClause {
  private static final String ROOT = "/";
  /** An escape that is none, or no path at all. */
  private static final TextPattern ODD = TextPattern.regex("(?s)([^/].*)?|[^?#]*%([^0-9a-fA-F].*|.[^0-9a-fA-F].*|.?)")
      .orElseThrow();
  private static final Assumption SPELLED = Assumption.open("not understood",
      "the `http` of Calico's policies fits a path that is not spelled as paths are",
      "write paths that begin with `/` and whose `%` have two digits behind them");

  private RequestClause() {}

  /** The request fits; so does everything that is no request, since nothing is known of it. */
  static PacketExpr of(HttpMatch http) {
    return PacketExpr.or(PacketExpr.not(PacketExpr.isHttp()),
        PacketExpr.and(method(http.methods()), path(http.paths())));
  }

  private static PacketExpr method(List<String> methods) {
    return methods.isEmpty() || methods.contains("*")
        ? PacketExpr.TRUE
        : PacketExpr.or(methods.stream()
            .map(method -> PacketExpr.matches(TextField.METHOD, TextPattern.exact(method)))
            .toList());
  }

  private static PacketExpr path(List<HttpMatch.Path> paths) {
    if (paths.isEmpty()) {
      return PacketExpr.TRUE;
    }
    PacketExpr odd = PacketExpr.and(PacketExpr.matches(TextField.PATH, ODD), PacketExpr.holds(SPELLED));
    PacketExpr fits = PacketExpr.or(paths.stream().map(RequestClause::fits).toList());
    return PacketExpr.or(fits, odd);
  }

  /** Both paths are spelled alike first, and a prefix ends where a segment does. */
  private static PacketExpr fits(HttpMatch.Path path) {
    String text = PathForm.DECODED.of(path.text());
    if (text.isEmpty()) {
      return ODD.matches(path.text()) ? PacketExpr.holds(SPELLED) : PacketExpr.FALSE;
    }
    PacketExpr whole = inForm(TextPattern.exact(text));
    return path.exact()
        ? whole
        : PacketExpr.or(whole, inForm(TextPattern.prefix(text.equals(ROOT) ? ROOT : text + ROOT)));
  }

  private static PacketExpr inForm(TextPattern pattern) {
    return PacketExpr.matches(TextField.PATH, new TextPattern.InForm(PathForm.DECODED, pattern));
  }
}
