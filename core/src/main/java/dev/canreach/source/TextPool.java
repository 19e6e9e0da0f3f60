package dev.canreach.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one copy of each short text, as manifests repeat the same keys and values over and over. Thread-safe. */
final class TextPool {

  private static final int MAX_LENGTH = 40;
  private static final int MAX_TEXTS = 1 << 16;

  private final Map<String, String> texts = new ConcurrentHashMap<>();

  String share(String text) {
    if (text.length() > MAX_LENGTH) {
      return text;
    }
    String known = texts.get(text);
    if (known != null) {
      return known;
    }
    if (texts.size() >= MAX_TEXTS) {
      return text;
    }
    String first = texts.putIfAbsent(text, text);
    return first == null ? text : first;
  }
}
