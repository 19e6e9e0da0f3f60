package dev.canreach.resource.istio;

/**
 * The TLS that a client's proxy starts (ISTIO/I-6.2).
 *
 * @param mode how
 * @param serverName the server name that it asks for; empty where it follows from the call
 */
public record ClientTls(Mode mode, String serverName) {
  /** How a client's proxy starts TLS. */
  public enum Mode {
    /** Not at all. */
    DISABLE,
    /** Without a certificate of the client. */
    SIMPLE,
    /** With a certificate that the user provides. */
    MUTUAL,
    /** With the identities of the mesh. */
    ISTIO_MUTUAL
  }
}
