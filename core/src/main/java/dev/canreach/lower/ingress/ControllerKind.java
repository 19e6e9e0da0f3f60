package dev.canreach.lower.ingress;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The controllers whose behaviour is known beyond what the API says (K8S/I-04, I-11). */
enum ControllerKind {
  /** ingress-nginx. */
  NGINX,
  /** Istio's own controller, which departs from the API (ISTIO/IX-11). */
  ISTIO,
  /** Another one, or one that nobody names. */
  OTHER;

  private static final Set<String> NGINX_NAMES = Set.of("k8s.io/ingress-nginx", "nginx", "ingress-nginx");
  private static final Set<String> ISTIO_NAMES = Set.of("istio.io/ingress-controller", "istio");

  /** The kind of a controller by the name in its IngressClass, or by the user's word for it. */
  static ControllerKind of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (NGINX_NAMES.contains(lower)) {
      return NGINX;
    }
    return ISTIO_NAMES.contains(lower) ? ISTIO : OTHER;
  }

  /** Whether pods with these labels run it, as its own manifests label them. */
  boolean runsIn(Map<String, String> podLabels) {
    return switch (this) {
      case NGINX -> "ingress-nginx".equals(podLabels.get("app.kubernetes.io/name"))
          && "controller".equals(podLabels.get("app.kubernetes.io/component"));
      case ISTIO -> "ingressgateway".equals(podLabels.get("istio"));
      case OTHER -> false;
    };
  }
}
