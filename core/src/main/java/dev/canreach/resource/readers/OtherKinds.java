package dev.canreach.resource.readers;

import dev.canreach.resource.Relevance;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kinds of other projects, which nobody here reads, have to do with traffic. A kind that isn't listed could do anything. */
final class OtherKinds {
  private static final String KUSTOMIZE = "kustomize.config.k8s.io";
  /** Groups that only manage certificates, secrets, metrics, storage, scaling, backups, images or a tool's own configuration. */
  private static final Set<String> IRRELEVANT_GROUPS = Set.of("acme.cert-manager.io", "autoscaling.k8s.io",
      "bitnami.com", "build.openshift.io", "cert-manager.io", "config.k8s.io", "crd.k8s.amazonaws.com",
      "external-secrets.io", "generators.external-secrets.io", "grafana.integreatly.org", "image.openshift.io",
      "k3d.io", "karpenter.sh", "karpenter.k8s.aws", "keda.sh", "kind.x-k8s.io", "kubeadm.k8s.io",
      "kubelet.config.k8s.io", KUSTOMIZE, "metrics.k8s.io",
      "monitoring.coreos.com", "monitoring.googleapis.com", "opentelemetry.io",
      "project.openshift.io", "quota.openshift.io", "secrets-store.csi.x-k8s.io", "security.openshift.io",
      "snapshot.storage.k8s.io", "trust.cert-manager.io", "user.openshift.io", "vault.hashicorp.com", "velero.io",
      "eksctl.io");
  /** Groups whose kinds add ways in from outside. */
  private static final Set<String> ENTRY_GROUPS = Set.of("configuration.konghq.com", "gateway.networking.x-k8s.io",
      "getambassador.io", "metallb.io", "projectcontour.io", "route.openshift.io", "traefik.io",
      "traefik.containo.us");

  /** Kinds whose policies select only workloads of their own namespace, by group. */
  private static final Map<String, Set<String>> NAMESPACED = Map.of("crd.antrea.io", Set.of("NetworkPolicy"));

  private OtherKinds() {}

  static Relevance relevance(Manifest manifest) {
    String group = manifest.group();
    if (manifest.kind().equals(Manifests.COMPOSE) || manifest.kind().equals(Manifests.INSPECTION)
        || manifest.kind().equals(Manifests.SHELL_SCRIPT)) {
      return Relevance.ELSEWHERE;
    }
    if (IRRELEVANT_GROUPS.contains(group)) {
      return Relevance.IRRELEVANT;
    }
    if (NAMESPACED.getOrDefault(group, Set.of()).contains(manifest.kind())) {
      return Relevance.NAMESPACED;
    }
    return ENTRY_GROUPS.contains(group) ? Relevance.ENTRY : Relevance.RELEVANT;
  }

  /** What a user should know about an object whose meaning is in what a tool makes of it and of other files. */
  static Optional<Diagnostic> warning(Manifest manifest) {
    return manifest.group().equals(KUSTOMIZE)
        ? Optional.of(new Diagnostic(Severity.WARNING, manifest.root().span(), "NotApplied",
            "what kustomize makes of these files is not what was read: read what `kubectl kustomize` prints instead"))
        : Optional.empty();
  }
}
