package dev.canreach.resource.istio;

/** Whether a proxy demands mutual TLS of its clients (ISTIO/I-5). */
public enum MutualTls {
  /** As the next wider policy says. */
  UNSET,
  /** Plain connections only. */
  DISABLE,
  /** Either. */
  PERMISSIVE,
  /** Mutual TLS only. */
  STRICT
}
