package dev.canreach.resource.istio;

/** The TLS that a gateway expects (ISTIO/I-10). */
public enum ServerTls {
  /** Passed on as it is. */
  PASSTHROUGH,
  /** Ended here. */
  SIMPLE,
  /** Ended here, with a certificate of the client. */
  MUTUAL,
  /** Ended here, with or without a certificate of the client. */
  OPTIONAL_MUTUAL,
  /** Ended here, with an identity of the mesh. */
  ISTIO_MUTUAL,
  /** Passed on by the name that it asks for, which spells the target. */
  AUTO_PASSTHROUGH
}
