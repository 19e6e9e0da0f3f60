package dev.canreach.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a proxy spells a path before it compares it (RFC 3986, section 6.2.2). */
public enum PathForm {
  /** As the client wrote it. */
  AS_WRITTEN,
  /** Dot segments resolved, letters that need no escape unescaped, backslashes as slashes. */
  NORMAL,
  /** Like NORMAL, and repeated slashes merged. */
  MERGED,
  /** Like MERGED, with escaped slashes unescaped before. */
  UNESCAPED,
  /** Every escape undone, and nothing left but the names of its segments; empty where that is no path. */
  DECODED;

  private static final int HEX = 16;

  /** The path in this form. */
  public String of(String path) {
    return switch (this) {
      case AS_WRITTEN -> path;
      case NORMAL -> normal(path);
      case MERGED -> merged(normal(path));
      case UNESCAPED -> merged(normal(slashes(path)));
      case DECODED -> DecodedPath.of(path);
    };
  }

  private static String slashes(String path) {
    return path.replaceAll("(?i)%2f|%5c", "/");
  }

  private static String merged(String path) {
    return path.replaceAll("/{2,}", "/");
  }

  private static String normal(String path) {
    String unescaped = unescaped(path).replace('\\', '/');
    if (!unescaped.startsWith("/")) {
      return unescaped;
    }
    List<String> segments = new ArrayList<>();
    String[] parts = unescaped.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].equals("..")) {
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (!parts[i].equals(".")) {
        segments.add(parts[i]);
        continue;
      }
      if (last) {
        segments.add("");
      }
    }
    return "/" + String.join("/", segments);
  }

  /** Escapes of letters, digits and `-._~` are undone; the others stay, in upper case. */
  private static String unescaped(String path) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%' || i + 2 >= path.length() || !isHex(path.charAt(i + 1)) || !isHex(path.charAt(i + 2))) {
        text.append(c);
        continue;
      }
      String code = path.substring(i + 1, i + 3);
      char meant = (char) Integer.parseInt(code, HEX);
      boolean plain = meant < 128 && (Character.isLetterOrDigit(meant) || "-._~".indexOf(meant) >= 0);
      text.append(plain ? String.valueOf(meant) : "%" + code.toUpperCase(Locale.ROOT));
      i += 2;
    }
    return text.toString();
  }

  private static boolean isHex(char c) {
    return Character.digit(c, HEX) >= 0 && c < 128;
  }
}
