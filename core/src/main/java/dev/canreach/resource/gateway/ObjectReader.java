package dev.canreach.resource.gateway;

import dev.canreach.resource.manifest.Fields;
import java.util.ArrayList;
import java.util.List;

/** Reads classes, grants and policies. */
final class ObjectReader {
  private ObjectReader() {}

  static GatewayClass readClass(Subject subject) {
    return new GatewayClass(subject.apiVersion(), subject.meta(), subject.spec().textOrEmpty("controllerName"),
        subject.span());
  }

  static ReferenceGrant readGrant(Subject subject) {
    List<ReferenceGrant.From> from = new ArrayList<>();
    for (Fields each : subject.spec().objects("from")) {
      from.add(new ReferenceGrant.From(each.textOrEmpty("group"), each.textOrEmpty("kind"),
          each.textOrEmpty("namespace")));
    }
    List<ReferenceGrant.To> to = new ArrayList<>();
    for (Fields each : subject.spec().objects("to")) {
      to.add(new ReferenceGrant.To(each.textOrEmpty("group"), each.textOrEmpty("kind"), each.textOrEmpty("name")));
    }
    return new ReferenceGrant(subject.apiVersion(), subject.meta(), from, to, subject.span());
  }

  /** The first version had one target and called the validation `tls`. */
  static BackendTlsPolicy readBackendTls(Subject subject) {
    Fields spec = subject.spec();
    String namespace = subject.meta().namespace();
    List<Fields> references = new ArrayList<>(spec.objects("targetRefs"));
    if (spec.has("targetRef")) {
      references.add(spec.object("targetRef"));
    }
    List<BackendTlsPolicy.Target> targets = references.stream()
        .map(target -> new BackendTlsPolicy.Target(References.service(target, namespace),
            target.textOrEmpty("sectionName")))
        .toList();
    Fields validation = spec.has("validation") ? spec.object("validation") : spec.object("tls");
    return new BackendTlsPolicy(subject.apiVersion(), subject.meta(), subject.created(), targets,
        References.authorities(validation, "caCertificateRefs", namespace), validation.textOrEmpty("hostname"),
        subject.span());
  }
}
