package dev.canreach.packet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the first bytes of a connection say, as some point of its path sees them. HTTP inside TLS is there, but nobody
 * can read it before TLS ends. A field has several values only where its kind says so.
 *
 * @param values the values of each field, readable or not; no list is empty
 */
public record Request(SortedMap<TextField, List<String>> values) {
  /** Bytes that are neither HTTP nor TLS. */
  public static final Request NONE = new Request(new TreeMap<>());

  /** Copies the values. */
  public Request {
    TreeMap<TextField, List<String>> copy = new TreeMap<>();
    values.forEach((field, texts) -> {
      if (!texts.isEmpty()) {
        copy.put(field, List.copyOf(texts));
      }
    });
    values = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * A plain HTTP request.
   *
   * @param method the method
   * @param authority the host, with a port if the client writes one; empty = none
   * @param target the path, and the query behind the first {@code ?}
   */
  public static Request http(String method, String authority, String target) {
    TreeMap<TextField, List<String>> values = new TreeMap<>();
    values.put(TextField.METHOD, List.of(method));
    values.put(TextField.SCHEME, List.of("http"));
    if (!authority.isEmpty()) {
      values.put(TextField.AUTHORITY, List.of(authority));
      values.put(TextField.HOST, List.of(host(authority)));
    }
    int mark = target.indexOf('?');
    values.put(TextField.PATH, List.of(mark < 0 ? target : target.substring(0, mark)));
    if (mark >= 0) {
      String query = target.substring(mark + 1);
      values.put(TextField.QUERY_STRING, List.of(query));
      for (String pair : query.split("&", -1)) {
        int equal = pair.indexOf('=');
        String name = equal < 0 ? pair : pair.substring(0, equal);
        if (!name.isEmpty()) {
          values.putIfAbsent(TextField.query(name), List.of(equal < 0 ? "" : pair.substring(equal + 1)));
        }
      }
    }
    return new Request(values);
  }

  /** This request with values for a field; those that it had are lost. */
  public Request with(TextField field, String... texts) {
    TreeMap<TextField, List<String>> changed = new TreeMap<>(values);
    changed.put(field, List.of(texts));
    return new Request(changed);
  }

  /** The values of a field that can be read; empty when the request lacks the field. */
  public List<String> texts(TextField field) {
    boolean hidden = field.isHttp() && values.containsKey(TextField.TLS);
    return hidden ? List.of() : values.getOrDefault(field, List.of());
  }

  /** The first value of a field that can be read. */
  public Optional<String> text(TextField field) {
    return texts(field).stream().findFirst();
  }

  /** The path with the query, or empty when no HTTP can be read. */
  public Optional<String> target() {
    return text(TextField.PATH).map(path -> path + text(TextField.QUERY_STRING).map(query -> "?" + query).orElse(""));
  }

  /** Whether some value of the field can be read and fits the pattern. */
  public boolean matches(TextField field, TextPattern pattern) {
    for (String text : texts(field)) {
      if (pattern.matches(text)) {
        return true;
      }
    }
    return false;
  }

  /** The request after a change. */
  public Request after(TextChange change) {
    return switch (change) {
      case TextChange.Set set -> {
        boolean readable = !set.field().isHttp() || text(TextField.METHOD).isPresent();
        yield readable ? replaced(set) : this;
      }
      case TextChange.ReplacePathPrefix prefix -> text(TextField.PATH).map(path -> {
        String rest = path.substring(Math.min(prefix.length(), path.length()));
        String rewritten = prefix.replacement() + rest;
        return with(TextField.PATH, prefix.rooted() && rewritten.isEmpty() ? "/" : rewritten);
      }).orElse(this);
      case TextChange.EndTls end -> without(List.of(TextField.TLS, TextField.SNI, TextField.CLIENT_CERTIFICATE));
    };
  }

  /** Host and authority change together. */
  private Request replaced(TextChange.Set set) {
    boolean isHost = set.field().equals(TextField.HOST) || set.field().equals(TextField.AUTHORITY);
    if (set.values().isEmpty()) {
      return without(isHost ? List.of(TextField.HOST, TextField.AUTHORITY) : List.of(set.field()));
    }
    if (isHost) {
      String authority = set.values().get(0);
      return with(TextField.AUTHORITY, authority).with(TextField.HOST, host(authority));
    }
    return with(set.field(), set.values().toArray(String[]::new));
  }

  private Request without(List<TextField> fields) {
    TreeMap<TextField, List<String>> rest = new TreeMap<>(values);
    fields.forEach(rest::remove);
    return new Request(rest);
  }

  /** The host of an authority: without port, and without the brackets of an IPv6 address. */
  private static String host(String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[")) {
      int end = lower.indexOf(']');
      return end < 0 ? lower : lower.substring(1, end);
    }
    int colon = lower.indexOf(':');
    boolean port = colon >= 0 && colon == lower.lastIndexOf(':');
    return port ? lower.substring(0, colon) : lower;
  }

  /** The request on one line, e.g. {@code GET shop.example/api}; empty when there is nothing to read. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (values.containsKey(TextField.TLS)) {
      parts.add(text(TextField.SNI).map(name -> "TLS to " + name).orElse("TLS"));
    }
    if (values.containsKey(TextField.METHOD)) {
      Request inside = after(new TextChange.EndTls());
      parts.add(inside.text(TextField.METHOD).orElse("") + " " + inside.text(TextField.AUTHORITY).orElse("")
          + inside.target().orElse(""));
    }
    return String.join(", ", parts);
  }
}
