package dev.canreach.packet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** A path with its escapes undone, once and all of them, before it is compared (CALICO/1.14). */
final class DecodedPath {
  private static final Pattern HIDDEN = Pattern.compile("%2e|%2f|%5c|\0", Pattern.CASE_INSENSITIVE);
  private static final Pattern MALFORMED = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final int HEX = 16;

  private DecodedPath() {}

  /**
   * The path without query and fragment, decoded, with slashes for backslashes and without the parameters of its segments, its
   * dots resolved; it ends in no slash unless it is the root. Empty where that is no path: it begins with no slash, an escape is
   * none, or escapes of dots or slashes, or a NUL, are left. A character stands for a byte, since escapes need not be text.
   */
  static String of(String path) {
    String written = path.split("[?#]", 2)[0];
    if (!written.startsWith("/") || MALFORMED.matcher(written).find()) {
      return "";
    }
    String decoded = decoded(written);
    if (HIDDEN.matcher(decoded).find()) {
      return "";
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String part : decoded.replace('\\', '/').split("/", -1)) {
      String segment = part.split(";", 2)[0];
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String decoded(String path) {
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '%') {
        bytes.write(Character.digit(text[i + 1], HEX) * HEX + Character.digit(text[i + 2], HEX));
        i += 2;
      } else {
        bytes.write(text[i]);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
