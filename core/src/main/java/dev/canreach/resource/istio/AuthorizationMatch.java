package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.List;

/**
 * One field of an authorization rule: some of the values match, and none of the others (ISTIO/I-7.3).
 *
 * @param attribute what is compared
 * @param key which one: the name of a header, or the path of a claim as it is written; else empty
 * @param values the values, one of which must match; none where only the others count
 * @param notValues the values none of which may match
 * @param field the name of the field or the condition's key, as written
 * @param span where it is written
 */
public record AuthorizationMatch(Attribute attribute, String key, List<String> values, List<String> notValues,
    String field, Span span) {

  /** Copies the lists. */
  public AuthorizationMatch {
    values = List.copyOf(values);
    notValues = List.copyOf(notValues);
  }

  /** What is compared. */
  public enum Attribute {
    /** The identity that mutual TLS gives. */
    PRINCIPAL(false),
    /** The namespace in it. */
    NAMESPACE(false),
    /** The service account in it. */
    SERVICE_ACCOUNT(false),
    /** The trust domain in it. */
    TRUST_DOMAIN(false),
    /** The address of the connection's peer. */
    SOURCE_IP(false),
    /** The address of the client behind trusted proxies. */
    REMOTE_IP(false),
    /** Issuer and subject of the token. */
    REQUEST_PRINCIPAL(true),
    /** The audiences of the token. */
    AUDIENCE(true),
    /** The authorized presenter of the token. */
    PRESENTER(true),
    /** A claim of the token. */
    CLAIM(true),
    /** The host of the request. */
    HOST(true),
    /** The method of the request. */
    METHOD(true),
    /** The path of the request. */
    PATH(true),
    /** A header of the request. */
    HEADER(true),
    /** The port of the pod. */
    PORT(false),
    /** The address of the pod. */
    DESTINATION_IP(false),
    /** The server name that the client asks for. */
    SNI(false),
    /** Something that only filters of the proxy know. */
    FILTER_STATE(true),
    /** Something that the API does not have. */
    UNKNOWN(true);

    private final boolean http;

    Attribute(boolean http) {
      this.http = http;
    }

    /** Whether only HTTP requests have it (ISTIO/I-7.6). */
    public boolean isHttp() {
      return http;
    }
  }
}
