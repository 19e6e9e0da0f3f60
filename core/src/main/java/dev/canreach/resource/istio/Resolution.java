package dev.canreach.resource.istio;

/** How the endpoints of a service entry are found (ISTIO/I-11). */
public enum Resolution {
  /** The client's own address. */
  NONE,
  /** Those that are listed. */
  STATIC,
  /** By name. */
  DNS,
  /** By name, one after the other. */
  DNS_ROUND_ROBIN,
  /** By the name in the request. */
  DYNAMIC_DNS
}
