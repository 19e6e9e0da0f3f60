package dev.canreach.packet;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A text that a proxy can read from the first bytes of a connection, or that it knows of its peer.
 *
 * @param kind what it is
 * @param key which one, where a request has many of the kind: the name of a header (lower case), of a query parameter, or
 *     the path of a claim; else empty
 */
public record TextField(Kind kind, String key) implements Comparable<TextField> {
  /** Present in the first bytes of a TLS connection, whose HTTP nobody can read before TLS ends. */
  public static final TextField TLS = new TextField(Kind.TLS, "");
  /** The server name that a TLS client asks for. */
  public static final TextField SNI = new TextField(Kind.SNI, "");
  /** The certificate that a TLS client shows: {@code valid}. */
  public static final TextField CLIENT_CERTIFICATE = new TextField(Kind.CLIENT_CERTIFICATE, "");
  /** The identity that mutual TLS between proxies gives the client. */
  public static final TextField PRINCIPAL = new TextField(Kind.PRINCIPAL, "");
  /** The method; every HTTP request has it, and nothing else. */
  public static final TextField METHOD = new TextField(Kind.METHOD, "");
  /** {@code http} or {@code https}: how the client sent the request. */
  public static final TextField SCHEME = new TextField(Kind.SCHEME, "");
  /** The host with its port, as the client wrote it. */
  public static final TextField AUTHORITY = new TextField(Kind.AUTHORITY, "");
  /** The host without port, in lower case; it follows the authority. */
  public static final TextField HOST = new TextField(Kind.HOST, "");
  /** The path without the query. */
  public static final TextField PATH = new TextField(Kind.PATH, "");
  /** What follows the first {@code ?} of the request's target. */
  public static final TextField QUERY_STRING = new TextField(Kind.QUERY_STRING, "");
  /** The version where the client insists on one: {@code h2}, {@code h2c} or {@code grpc}. */
  public static final TextField HTTP_VERSION = new TextField(Kind.HTTP_VERSION, "");

  private static final Comparator<TextField> ORDER = Comparator.comparing(TextField::kind)
      .thenComparing(TextField::key);

  /** The kinds of text. */
  public enum Kind {
    /** {@link TextField#TLS}. */
    TLS,
    /** {@link TextField#SNI}. */
    SNI,
    /** {@link TextField#CLIENT_CERTIFICATE}. */
    CLIENT_CERTIFICATE,
    /** {@link TextField#PRINCIPAL}. */
    PRINCIPAL,
    /** {@link TextField#METHOD}. */
    METHOD,
    /** {@link TextField#SCHEME}. */
    SCHEME,
    /** {@link TextField#AUTHORITY}. */
    AUTHORITY,
    /** {@link TextField#HOST}. */
    HOST,
    /** {@link TextField#PATH}. */
    PATH,
    /** {@link TextField#QUERY_STRING}. */
    QUERY_STRING,
    /** The first value of a query parameter, as it is written. */
    QUERY,
    /** A header. */
    HEADER,
    /** A claim of the valid token that the request carries; it may have several values. */
    CLAIM,
    /** {@link TextField#HTTP_VERSION}. */
    HTTP_VERSION
  }

  /** A header; the name in any case. */
  public static TextField header(String name) {
    return new TextField(Kind.HEADER, name.toLowerCase(Locale.ROOT));
  }

  /** A query parameter. */
  public static TextField query(String name) {
    return new TextField(Kind.QUERY, name);
  }

  /** A claim, by the names that lead to it from the outermost object of the token. */
  public static TextField claim(List<String> path) {
    return new TextField(Kind.CLAIM, String.join("/", path.stream().map(TextField::escaped).toList()));
  }

  /** A claim of the outermost object of the token. */
  public static TextField claim(String name) {
    return claim(List.of(name));
  }

  /** As in a JSON pointer (RFC 6901), so that a name may hold the separator. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** Whether the field is part of an HTTP request, so that TLS hides it. */
  public boolean isHttp() {
    return switch (kind) {
      case TLS, SNI, CLIENT_CERTIFICATE, PRINCIPAL -> false;
      case METHOD, SCHEME, AUTHORITY, HOST, PATH, QUERY_STRING, QUERY, HEADER, CLAIM, HTTP_VERSION -> true;
    };
  }

  @Override
  public int compareTo(TextField other) {
    return ORDER.compare(this, other);
  }

  /** The field in words, e.g. {@code method} or {@code header x-user}. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return key.isEmpty() ? name : name + " " + key;
  }
}
