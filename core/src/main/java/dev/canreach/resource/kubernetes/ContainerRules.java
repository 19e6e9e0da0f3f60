package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Quantities;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks containers: ports, variables, resources, mounts. */
final class ContainerRules {
  private static final Set<String> STANDARD_RESOURCES = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Set<String> FIELD_PATHS = Set.of("metadata.name", "metadata.namespace", "metadata.uid",
      "spec.nodeName", "spec.serviceAccountName", "spec.host", "status.hostIP", "status.hostIPs", "status.podIP",
      "status.podIPs");

  private ContainerRules() {}

  static void check(Fields container, Set<String> volumes, boolean pod, Problems problems) {
    String image = container.textOrEmpty("image");
    if (image.isEmpty()) {
      problems.required(container.at("image"), "a container needs an image");
    } else if (pod && !image.equals(image.strip())) {
      problems.invalid(container.at("image"), image, "has spaces around it: remove them");
    }
    choice(container, "imagePullPolicy", problems, "Always", "IfNotPresent", "Never");
    choice(container, "terminationMessagePolicy", problems, "File", "FallbackToLogsOnError");
    choice(container, "restartPolicy", problems, "Always", "OnFailure", "Never");
    ports(container, problems);
    environment(container, problems);
    resources(container.object("resources"), problems);
    mounts(container, volumes, problems);
    security(container.object("securityContext"), problems);
  }

  private static void choice(Fields owner, String field, Problems problems, String... choices) {
    WorkloadRules.nonEmpty(owner, field).ifPresent(choice -> problems.oneOf(owner.at(field), choice, choices));
  }

  /** Checks the declared ports (K8S/W-06, K8S/W-07); {@code hostIP} is free text (K8S/KX-6). */
  private static void ports(Fields container, Problems problems) {
    var names = new HashSet<String>();
    for (Fields port : container.objects("ports")) {
      String name = port.textOrEmpty("name");
      if (!name.isEmpty()) {
        Optional<String> problem = Names.portName(name);
        if (problem.isPresent()) {
          problems.invalid(port.at("name"), name, problem.get());
        } else if (!names.add(name)) {
          problems.duplicate(port.at("name"), name);
        }
      }
      if (port.number("containerPort").orElse(0L) == 0) {
        problems.required(port.at("containerPort"), "a port needs `containerPort`: a number from 1 to 65535");
      } else {
        PortRules.checkNumber(port, "containerPort", problems);
      }
      if (port.number("hostPort").orElse(0L) != 0) {
        PortRules.checkNumber(port, "hostPort", problems);
      }
      PortRules.checkProtocol(port, problems);
    }
  }

  private static void environment(Fields container, Problems problems) {
    for (Fields variable : container.objects("env")) {
      String name = variable.textOrEmpty("name");
      if (name.isEmpty()) {
        problems.required(variable.at("name"), "a variable needs a name");
      } else {
        problems.check(variable.at("name"), name, Names::variableName);
      }
      if (variable.has("valueFrom")) {
        source(variable, problems);
      }
    }
    Place list = container.at("envFrom");
    for (Fields source : container.objects("envFrom")) {
      WorkloadRules.nonEmpty(source, "prefix")
          .ifPresent(prefix -> problems.check(source.at("prefix"), prefix, Names::variableName));
      int sources = 0;
      for (String field : List.of("configMapRef", "secretRef")) {
        if (source.has(field)) {
          sources++;
          name(source.object(field), problems);
        }
      }
      if (sources != 1) {
        problems.error(ProblemType.INVALID, new Place(list.path(), source.span()),
            "write exactly one of `configMapRef` and `secretRef`");
      }
    }
  }

  private static void source(Fields variable, Problems problems) {
    Fields source = variable.object("valueFrom");
    int sources = 0;
    for (String field : List.of("configMapKeyRef", "secretKeyRef")) {
      if (source.has(field)) {
        sources++;
        Fields reference = source.object(field);
        problems.check(reference.at("name"), reference.textOrEmpty("name"), Names::dnsSubdomain);
        String key = reference.textOrEmpty("key");
        if (key.isEmpty()) {
          problems.required(reference.at("key"), "this reference needs `key`");
        } else {
          problems.check(reference.at("key"), key, Names::configKey);
        }
      }
    }
    if (source.has("fieldRef")) {
      sources++;
      fieldReference(source.object("fieldRef"), problems);
    }
    if (source.has("resourceFieldRef")) {
      sources++;
      Fields reference = source.object("resourceFieldRef");
      if (reference.textOrEmpty("resource").isEmpty()) {
        problems.required(reference.at("resource"), "this reference needs `resource`, such as `limits.cpu`");
      }
    }
    sources += source.has("fileKeyRef") ? 1 : 0;
    if (sources != 1) {
      problems.error(ProblemType.INVALID, source.place(), "a value comes from exactly one source: write one");
    } else if (!variable.textOrEmpty("value").isEmpty()) {
      problems.error(ProblemType.INVALID, source.place(), "`value` and `valueFrom` exclude each other: remove one");
    }
  }

  private static void fieldReference(Fields reference, Problems problems) {
    String path = reference.textOrEmpty("fieldPath");
    if (path.isEmpty()) {
      problems.required(reference.at("fieldPath"), "this reference needs `fieldPath`, such as `status.podIP`");
    } else if (!FIELD_PATHS.contains(path) && !path.startsWith("metadata.labels['")
        && !path.startsWith("metadata.annotations['")) {
      problems.invalid(reference.at("fieldPath"), path, "can't be referred to here");
    }
  }

  private static void name(Fields reference, Problems problems) {
    String name = reference.textOrEmpty("name");
    if (name.isEmpty()) {
      problems.required(reference.at("name"), "this reference needs `name`");
    } else {
      problems.check(reference.at("name"), name, Names::dnsSubdomain);
    }
  }

  private static void resources(Fields resources, Problems problems) {
    for (String field : List.of("limits", "requests")) {
      for (Value resource : resources.quantities(field)) {
        Place place = new Place(resource.place().path().key(resource.key()), resource.place().span());
        String name = resource.key();
        Optional<String> problem = Names.labelKey(name);
        if (problem.isPresent()) {
          problems.invalid(place, name, problem.get());
        } else if (name.indexOf('/') < 0 && !STANDARD_RESOURCES.contains(name) && !name.startsWith("hugepages-")) {
          problems.invalid(place, name, "is no resource of a container: put the domain of its plugin before it");
        }
        Quantities.parse(resource.text())
            .filter(amount -> amount.signum() < 0)
            .ifPresent(amount -> problems.invalid(place, resource.text(), "is negative: use 0 or more"));
      }
    }
    for (Value request : resources.quantities("requests")) {
      Optional<BigDecimal> amount = Quantities.parse(request.text());
      Optional<BigDecimal> limit = resources.quantities("limits")
          .stream()
          .filter(each -> each.key().equals(request.key()))
          .map(each -> Quantities.parse(each.text()))
          .flatMap(Optional::stream)
          .findFirst();
      if (amount.isPresent() && limit.isPresent() && amount.get().compareTo(limit.get()) > 0) {
        problems.invalid(request.place(), request.text(),
            "is more than the limit of " + Quote.text(request.key()) + "");
      }
    }
  }

  private static void mounts(Fields container, Set<String> volumes, Problems problems) {
    var paths = new HashSet<String>();
    for (Fields mount : container.objects("volumeMounts")) {
      String name = mount.textOrEmpty("name");
      String path = mount.textOrEmpty("mountPath");
      if (name.isEmpty()) {
        problems.required(mount.at("name"), "a mount needs the name of its volume");
      }
      if (!volumes.contains(name)) {
        problems.error(ProblemType.NOT_FOUND, mount.at("name"),
            "the pod has no volume " + Quote.text(name) + ": add it");
      }
      if (path.isEmpty()) {
        problems.required(mount.at("mountPath"), "a mount needs `mountPath`");
      }
      if (!paths.add(path)) {
        problems.invalid(mount.at("mountPath"), path, "is the path of another mount: use another one");
      }
    }
  }

  private static void security(Fields context, Problems problems) {
    WorkloadRules.notNegative(context, problems, "runAsUser", "runAsGroup");
    if (context.flag("privileged").orElse(false) && !context.flag("allowPrivilegeEscalation").orElse(true)) {
      problems.error(ProblemType.INVALID, context.place(),
          "`privileged: true` excludes `allowPrivilegeEscalation: false`: remove one of them");
    }
  }
}
