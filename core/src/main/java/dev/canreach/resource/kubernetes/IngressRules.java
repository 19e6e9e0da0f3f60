package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.List;
import java.util.Optional;

/** Checks Ingresses and their classes (K8S/I-02 to I-08). */
final class IngressRules {
  private static final String PATH_TYPE = "pathType";
  private static final String CLASS_NAME = "ingressClassName";
  private static final List<String> BAD_PARTS = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> BAD_ENDS = List.of("/..", "/.");
  private static final int MAX_CONTROLLER = 250;

  private IngressRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    if (spec.size("rules") == 0 && !spec.has("defaultBackend")) {
      problems.error(ProblemType.INVALID, spec.present() ? spec.place() : subject.fields().at("spec"),
          "an Ingress needs `rules` or `defaultBackend`");
    }
    for (Fields tls : spec.objects("tls")) {
      tls.texts("hosts").forEach(host -> tlsHost(host, problems));
      tls.text("secretName")
          .filter(name -> !name.isEmpty())
          .ifPresent(name -> problems.check(tls.at("secretName"), name, Names::dnsSubdomain));
    }
    if (spec.has("defaultBackend")) {
      backend(spec.object("defaultBackend"), problems);
    }
    spec.objects("rules").forEach(rule -> rule(rule, problems));
    spec.text(CLASS_NAME).ifPresent(name -> problems.check(spec.at(CLASS_NAME), name, Names::dnsSubdomain));
    Optional.ofNullable(subject.meta().annotations().get(IngressReader.CLASS_ANNOTATION))
        .ifPresent(annotation -> annotation(subject, annotation));
  }

  private static void annotation(Subject subject, String annotation) {
    Problems problems = subject.problems();
    var place = new Place(FieldPath.ROOT.child("annotations").child(IngressReader.CLASS_ANNOTATION),
        subject.meta().span());
    problems.warning(place, "this annotation is deprecated: use `ingressClassName`");
    subject.spec()
        .text(CLASS_NAME)
        .filter(name -> !name.equals(annotation))
        .ifPresent(name -> problems.invalid(place, annotation,
            "is not the class in `ingressClassName`: remove the annotation"));
  }

  private static void tlsHost(Value host, Problems problems) {
    problems.check(host.place(), host.text(), host.text().contains("*") ? IngressRules::wildcard : Names::dnsSubdomain);
  }

  private static Optional<String> wildcard(String host) {
    return host.startsWith("*.") && Names.dnsSubdomain(host.substring(2)).isEmpty()
        ? Optional.empty()
        : Optional.of("is no wildcard: write `*.` before a DNS name");
  }

  private static void rule(Fields rule, Problems problems) {
    String host = rule.textOrEmpty("host");
    if (!host.isEmpty()) {
      if (Address.parse(host).isPresent()) {
        problems.invalid(rule.at("host"), host, "is an address: write a DNS name");
      } else {
        tlsHost(new Value("", host, rule.at("host")), problems);
      }
    }
    Fields http = rule.object("http");
    if (!http.present()) {
      return;
    }
    if (http.size("paths") == 0) {
      problems.required(http.at("paths"), "`http` needs at least one path");
    }
    for (Fields path : http.objects("paths")) {
      path(path, problems);
      backend(path.object("backend").present() ? path.object("backend") : missing(path), problems);
    }
  }

  /** A backend that is not written is one without fields. */
  private static Fields missing(Fields path) {
    return new Fields(path.object("backend").map(), true, path.path().child("backend"));
  }

  private static void path(Fields path, Problems problems) {
    if (!path.has(PATH_TYPE)) {
      problems.required(path.at(PATH_TYPE), "a path needs `pathType`: `Exact`, `Prefix` or `ImplementationSpecific`");
      return;
    }
    String text = path.textOrEmpty("path");
    switch (path.textOrEmpty(PATH_TYPE)) {
      case "Exact", "Prefix" -> {
        if (!text.startsWith("/")) {
          problems.invalid(path.at("path"), text, "is no path: begin it with `/`");
        }
        BAD_PARTS.stream()
            .filter(text::contains)
            .forEach(part -> problems.invalid(path.at("path"), text, "may not contain `" + part + "`"));
        BAD_ENDS.stream()
            .filter(text::endsWith)
            .forEach(end -> problems.invalid(path.at("path"), text, "may not end with `" + end + "`"));
      }
      case "ImplementationSpecific" -> {
        if (!text.isEmpty() && !text.startsWith("/")) {
          problems.invalid(path.at("path"), text, "is no path: begin it with `/`");
        }
      }
      default -> problems.oneOf(path.at(PATH_TYPE), path.textOrEmpty(PATH_TYPE), "Exact", "ImplementationSpecific",
          "Prefix");
    }
  }

  private static void backend(Fields backend, Problems problems) {
    boolean resource = backend.has("resource");
    boolean service = backend.has("service");
    if (resource == service) {
      problems.error(ProblemType.INVALID, backend.place(),
          "a backend is either a `service` or a `resource`" + (resource ? ", not both" : ""));
      return;
    }
    if (resource) {
      Fields object = backend.object("resource");
      for (String field : List.of("kind", "name")) {
        if (object.textOrEmpty(field).isEmpty()) {
          problems.required(object.at(field), "a resource needs `" + field + "`");
        }
      }
      return;
    }
    Fields target = backend.object("service");
    String name = target.textOrEmpty("name");
    if (name.isEmpty()) {
      problems.required(target.at("name"), "a backend needs the `name` of its Service");
    } else {
      problems.check(target.at("name"), name, Names::dnsLabel);
    }
    port(backend, target.object("port"), problems);
  }

  private static void port(Fields backend, Fields port, Problems problems) {
    String name = port.textOrEmpty("name");
    long number = port.number("number").orElse(0L);
    if (!name.isEmpty() && number != 0) {
      problems.error(ProblemType.INVALID, backend.place(), "a port has a `name` or a `number`, not both");
    } else if (name.isEmpty() && number == 0) {
      problems.required(backend.place(), "a backend needs the `name` or `number` of a port of its Service");
    } else if (!name.isEmpty()) {
      problems.check(port.at("name"), name, Names::portName);
    } else {
      problems.inRange(port.at("number"), number, PortRules.FIRST, PortRules.LAST);
    }
  }

  static void checkClass(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String controller = spec.textOrEmpty("controller");
    if (controller.isEmpty()) {
      problems.required(spec.at("controller"), "an IngressClass needs `controller`: a DNS name, `/` and a path");
    } else if (controller.length() > MAX_CONTROLLER) {
      problems.error(ProblemType.TOO_LONG, spec.at("controller"),
          "the name of a controller may have " + MAX_CONTROLLER + " characters");
    } else {
      int slash = controller.indexOf('/');
      if (slash <= 0 || slash == controller.length() - 1
          || Names.dnsSubdomain(controller.substring(0, slash)).isPresent()) {
        problems.invalid(spec.at("controller"), controller,
            "is no name of a controller: write a DNS name, `/` and a path");
      }
    }
    Fields parameters = spec.object("parameters");
    String scope = parameters.textOrEmpty("scope");
    if (scope.equals("Namespace") && parameters.textOrEmpty("namespace").isEmpty()) {
      problems.required(parameters.at("namespace"), "parameters of scope `Namespace` need a `namespace`");
    } else if (scope.equals("Cluster") && parameters.has("namespace")) {
      problems.forbidden(parameters.at("namespace"), "parameters of scope `Cluster` have no namespace: remove it");
    }
  }
}
