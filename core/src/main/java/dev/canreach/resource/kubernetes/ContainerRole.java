package dev.canreach.resource.kubernetes;

/** What part a container plays in its pod (K8S/W-10). */
public enum ContainerRole {
  /** It runs as long as the pod. */
  ORDINARY,
  /** An init container that is restarted always, so it runs beside the ordinary ones. */
  SIDECAR,
  /** It runs to its end before the ordinary ones start. */
  INIT
}
