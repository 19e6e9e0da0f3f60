package dev.canreach.resource.kubernetes;

import dev.canreach.resource.kubernetes.IngressRule.IngressPath;
import dev.canreach.resource.kubernetes.IngressRule.PathType;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads Ingresses and their classes (K8S/I-01 to I-08). */
final class IngressReader {
  /** The annotation that named the class before there was a field. */
  static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
  private static final String DEFAULT_ANNOTATION = "ingressclass.kubernetes.io/is-default-class";

  private IngressReader() {}

  static List<Ingress> read(Subject subject) {
    Fields spec = subject.spec();
    Optional<String> annotation = Optional.ofNullable(subject.meta().annotations().get(CLASS_ANNOTATION));
    var rules = new ArrayList<IngressRule>();
    for (Fields rule : spec.objects("rules")) {
      rules.add(new IngressRule(rule.textOrEmpty("host").toLowerCase(Locale.ROOT), paths(rule.object("http")),
          rules.size(), rule.span()));
    }
    List<Ingress.IngressTls> tls = spec.objects("tls")
        .stream()
        .map(each -> new Ingress.IngressTls(each.texts("hosts").stream().map(Value::text).toList(),
            each.textOrEmpty("secretName")))
        .toList();
    return List.of(new Ingress(subject.meta(), Metadata.created(subject.fields()),
        annotation.or(() -> spec.text("ingressClassName")),
        spec.has("defaultBackend") ? Optional.of(backend(spec.object("defaultBackend"))) : Optional.empty(), rules, tls,
        subject.span()));
  }

  private static List<IngressPath> paths(Fields http) {
    var paths = new ArrayList<IngressPath>();
    for (Fields path : http.objects("paths")) {
      PathType type = switch (path.textOrEmpty("pathType")) {
        case "Exact" -> PathType.EXACT;
        case "Prefix" -> PathType.PREFIX;
        default -> PathType.IMPLEMENTATION_SPECIFIC;
      };
      paths.add(new IngressPath(type, path.textOrEmpty("path"), backend(path.object("backend")), paths.size(),
          path.span()));
    }
    return paths;
  }

  private static IngressBackend backend(Fields backend) {
    Fields service = backend.object("service");
    Fields port = service.object("port");
    String name = port.textOrEmpty("name");
    Optional<PortRef> ref = name.isEmpty()
        ? port.integer("number").map(PortRef.ByNumber::new)
        : Optional.of(new PortRef.ByName(name));
    return new IngressBackend(service.textOrEmpty("name"), ref, backend.span());
  }

  static List<IngressClass> readClass(Subject subject) {
    boolean isDefault = "true".equals(subject.meta().annotations().get(DEFAULT_ANNOTATION));
    return List
        .of(new IngressClass(subject.meta(), Metadata.created(subject.fields()),
            subject.spec().textOrEmpty("controller"), isDefault,
            subject.span()));
  }
}
