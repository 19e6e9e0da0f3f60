package dev.canreach.query;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextPattern;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a predicate says about requests in words, e.g. {@code method "GET", path "/api..."}. */
final class RequestText {
  private static final int MOST_PARTS = 6;

  private RequestText() {}

  /**
   * The fields and texts that the predicate mentions; empty when it mentions none. That there is no request at all says nothing
   * about one.
   */
  static String describe(PacketExpr expr) {
    Set<String> parts = new LinkedHashSet<>();
    collect(expr, false, parts);
    String text = String.join(", ", parts.stream().limit(MOST_PARTS).toList());
    return parts.size() > MOST_PARTS ? text + " and more" : text;
  }

  private static void collect(PacketExpr expr, boolean negated, Set<String> parts) {
    switch (expr) {
      case PacketExpr.And and -> {
        if (and.operands().stream().noneMatch(RequestText::isOpen)) {
          and.operands().forEach(operand -> collect(operand, negated, parts));
        }
      }
      case PacketExpr.Or or -> or.operands().forEach(operand -> collect(operand, negated, parts));
      case PacketExpr.Not not -> collect(not.operand(), !negated, parts);
      case PacketExpr.Matches text -> {
        if (!negated || !expr.equals(PacketExpr.isHttp())) {
          parts.add((negated ? "not " : "") + text.field() + pattern(text.pattern()));
        }
      }
      case PacketExpr.Const constant -> {
      }
      case PacketExpr.InRange range -> {
      }
      case PacketExpr.InPrefix prefix -> {
      }
      case PacketExpr.IsEndpoint is -> {
      }
      case PacketExpr.HasLabel label -> {
      }
      case PacketExpr.Loopback loopback -> {
      }
      case PacketExpr.Holds holds -> {
      }
    }
  }

  /** What counts only where nobody knows whether it does is not said; the answer names the assumption. */
  private static boolean isOpen(PacketExpr operand) {
    return operand instanceof PacketExpr.Holds holds && holds.assumption().isOpen();
  }

  private static String pattern(TextPattern pattern) {
    return switch (pattern) {
      case TextPattern.Present present -> " of any value";
      case TextPattern.Exact exact -> " " + quoted(exact.text());
      case TextPattern.Prefix prefix -> " " + quoted(prefix.text() + "...");
      case TextPattern.Suffix suffix -> " " + quoted("..." + suffix.text());
      case TextPattern.Contains part -> " " + quoted("..." + part.text() + "...");
      case TextPattern.Word word -> pattern(word.pattern()) + " among its words";
      case TextPattern.InForm path -> pattern(path.pattern());
      case TextPattern.AddressIn in -> " with an address in " + in.block();
      case TextPattern.Regex regex -> " like " + quoted(regex.text());
    };
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
