package dev.canreach.lint.rules.exposure;

import dev.canreach.model.Path;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.Map;
import java.util.TreeMap;

/** A request that the hops of a path ask for: what their guards demand outright, and usual values for the rest. */
final class SampleRequest {
  private final Map<TextField, String> wanted = new TreeMap<>();

  private SampleRequest() {}

  /** The request; {@link Request#NONE} where no hop looks at requests. */
  static Request of(Path path) {
    var sample = new SampleRequest();
    for (Step step : path.steps()) {
      if (step instanceof Step.Hop hop) {
        sample.collect(hop.guard());
      }
    }
    return sample.request();
  }

  /** One way to make the predicate true is enough. */
  private void collect(PacketExpr expr) {
    switch (expr) {
      case PacketExpr.And and -> and.operands().forEach(this::collect);
      case PacketExpr.Or or -> collect(or.operands().get(0));
      case PacketExpr.Matches matches -> wanted.merge(matches.field(), text(matches.pattern()), SampleRequest::closer);
      case PacketExpr.Const constant -> {
        // demands nothing of the request
      }
      case PacketExpr.Not not -> {
        // usual values fit
      }
      case PacketExpr.InRange range -> {
        // no text
      }
      case PacketExpr.InPrefix prefix -> {
        // no text
      }
      case PacketExpr.IsEndpoint is -> {
        // no text
      }
      case PacketExpr.HasLabel label -> {
        // no text
      }
      case PacketExpr.Loopback loopback -> {
        // no text
      }
      case PacketExpr.Holds holds -> {
        // no text
      }
    }
  }

  /** A text that fits the pattern, or an empty one where none is at hand. */
  private static String text(TextPattern pattern) {
    return switch (pattern) {
      case TextPattern.Exact exact -> exact.text();
      case TextPattern.Prefix prefix -> prefix.text();
      case TextPattern.Suffix suffix -> "any" + suffix.text();
      case TextPattern.Contains part -> part.text();
      case TextPattern.Present present -> "";
      case TextPattern.AddressIn in -> in.block().base().toString();
      case TextPattern.Word word -> text(word.pattern());
      case TextPattern.InForm form -> text(form.pattern());
      case TextPattern.Regex regex -> "";
    };
  }

  /** The longer of two demands is more likely to meet both. */
  private static String closer(String left, String right) {
    return left.length() >= right.length() ? left : right;
  }

  private Request request() {
    boolean tls = wanted.containsKey(TextField.TLS);
    boolean http = wanted.keySet().stream().anyMatch(TextField::isHttp);
    Request request = http
        ? Request.http(orElse(TextField.METHOD, "GET"), orElse(TextField.HOST, "any.example"),
            orElse(TextField.PATH, "/"))
        : Request.NONE;
    for (Map.Entry<TextField, String> entry : wanted.entrySet()) {
      boolean other = switch (entry.getKey().kind()) {
        case HEADER, QUERY, CLAIM, SNI, CLIENT_CERTIFICATE, HTTP_VERSION -> true;
        case TLS, PRINCIPAL, METHOD, SCHEME, AUTHORITY, HOST, PATH, QUERY_STRING -> false;
      };
      request = other ? request.with(entry.getKey(), entry.getValue()) : request;
    }
    return tls ? request.with(TextField.TLS, "") : request;
  }

  private String orElse(TextField field, String usual) {
    String text = wanted.getOrDefault(field, "");
    return text.isEmpty() ? usual : text;
  }
}
