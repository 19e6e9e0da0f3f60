package dev.canreach.resource.istio;

/** The TLS that a client's proxy starts (ISTIO/I-6.2). */
public enum ClientTls {
  /** None. */
  DISABLE,
  /** Without a certificate of the client. */
  SIMPLE,
  /** With a certificate that the user provides. */
  MUTUAL,
  /** With the identities of the mesh. */
  ISTIO_MUTUAL
}
