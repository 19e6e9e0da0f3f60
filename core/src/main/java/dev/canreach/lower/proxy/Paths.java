package dev.canreach.lower.proxy;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;

/** Paths of requests (K8S/I-03, G-10, G-12). */
public final class Paths {
  private Paths() {}

  /** The whole path is this one. */
  public static PacketExpr exact(String path) {
    return PacketExpr.matches(TextField.PATH, TextPattern.exact(path));
  }

  /** The path begins with these elements; a slash at the end of the prefix does not count. */
  public static PacketExpr prefix(String prefix) {
    String elements = elements(prefix);
    return elements.isEmpty()
        ? PacketExpr.TRUE
        : PacketExpr.or(exact(elements), PacketExpr.matches(TextField.PATH, TextPattern.prefix(elements + "/")));
  }

  /** A prefix without the slash at its end. */
  public static String elements(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  /** Puts other elements in the place of the prefix that matched. */
  public static TextChange replacePrefix(String prefix, String replacement) {
    return new TextChange.ReplacePathPrefix(elements(prefix).length(), elements(replacement), true);
  }
}
