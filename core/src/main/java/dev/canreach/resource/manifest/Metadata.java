package dev.canreach.resource.manifest;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.OwnerReference;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The metadata that every object has. */
public final class Metadata {
  private static final int ANNOTATIONS_SIZE = 256 * 1024;
  private static final Set<String> STANDARD_FINALIZERS = Set.of("kubernetes", "orphan", "foregroundDeletion");

  private Metadata() {}

  /**
   * Reads the metadata of an object.
   *
   * @param object the object
   * @param defaultNamespace where it lands when it names no namespace; empty for a cluster-scoped kind
   */
  public static ObjectMeta read(Fields object, String defaultNamespace) {
    Fields metadata = object.object("metadata");
    String written = metadata.textOrEmpty("namespace");
    String namespace = defaultNamespace.isEmpty() ? "" : written.isEmpty() ? defaultNamespace : written;
    String name = metadata.textOrEmpty("name");
    if (name.isEmpty() && metadata.has("generateName")) {
      name = metadata.textOrEmpty("generateName") + "*";
    }
    return meta(object, name, namespace, !written.isEmpty());
  }

  /** Reads the metadata of a template of objects of a namespace. */
  public static ObjectMeta readTemplate(Fields template, String namespace) {
    return meta(template, "", namespace, false);
  }

  /** When an object was created; files that were never applied do not say. */
  public static Optional<Instant> created(Fields object) {
    return object.object("metadata").text("creationTimestamp").flatMap(text -> {
      try {
        return Optional.of(Instant.parse(text));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    });
  }

  private static ObjectMeta meta(Fields object, String name, String namespace, boolean written) {
    Fields metadata = object.object("metadata");
    boolean known = object.present() && (metadata.present() || !object.has("metadata")) && labelsAreKnown(metadata);
    var owners = new ArrayList<OwnerReference>();
    for (Fields owner : metadata.objects("ownerReferences")) {
      owners.add(new OwnerReference(owner.textOrEmpty("kind"), owner.textOrEmpty("name"),
          owner.flag("controller").orElse(false)));
    }
    return new ObjectMeta(name, namespace, written, known ? metadata.mapping("labels") : new TreeMap<>(), known,
        metadata.mapping("annotations"), owners, metadata.span());
  }

  /** Labels that are no mapping of texts, or that no object can have, such as placeholders, are not known. */
  private static boolean labelsAreKnown(Fields metadata) {
    return metadata.isMappingOfScalars("labels") && metadata.entries("labels")
        .stream()
        .allMatch(label -> Names.labelKey(label.key()).isEmpty() && Names.labelValue(label.text()).isEmpty());
  }

  /**
   * Checks the metadata of an object.
   *
   * @param object the object
   * @param namespaced whether its kind has a namespace
   * @param nameRule the rule for names of its kind
   * @param problems receives what is wrong
   */
  public static void check(Fields object, boolean namespaced, Function<String, Optional<String>> nameRule,
      Problems problems) {
    Fields metadata = object.object("metadata");
    names(metadata, nameRule, problems);
    metadata.text("namespace").filter(namespace -> !namespace.isEmpty()).ifPresent(namespace -> {
      if (namespaced) {
        problems.check(metadata.at("namespace"), namespace, Names::dnsLabel);
      } else {
        problems.forbidden(metadata.at("namespace"), "objects of this kind have no namespace: remove it");
      }
    });
    metadata.number("generation").ifPresent(value -> problems.notNegative(metadata.at("generation"), value));
    Labels.check(metadata.entries("labels"), metadata.path().child("labels"), problems);
    checkAnnotations(metadata, metadata.path().child("annotations"), problems);
    owners(metadata, problems);
    finalizers(metadata, problems);
  }

  private static void names(Fields metadata, Function<String, Optional<String>> nameRule, Problems problems) {
    String name = metadata.textOrEmpty("name");
    String prefix = metadata.textOrEmpty("generateName");
    if (!prefix.isEmpty()) {
      nameRule.apply(Names.withoutTrailingDash(prefix))
          .ifPresent(problem -> problems.invalid(metadata.at("generateName"), prefix, problem));
    }
    if (!name.isEmpty()) {
      problems.check(metadata.at("name"), name, nameRule);
    } else if (prefix.isEmpty()) {
      problems.required(metadata.at("name"), "an object needs `name` or `generateName`");
    }
  }

  /** Checks annotations, reported at the path that the API uses for them. */
  public static void checkAnnotations(Fields metadata, FieldPath path, Problems problems) {
    List<Value> annotations = metadata.entries("annotations");
    int size = 0;
    for (Value annotation : annotations) {
      size += annotation.key().length() + annotation.text().length();
      problems.check(new Place(path, annotation.place().span()), annotation.key(), Names::annotationKey);
    }
    if (size > ANNOTATIONS_SIZE) {
      problems.error(ProblemType.TOO_LONG, new Place(path, metadata.at("annotations").span()),
          "the annotations have more than " + ANNOTATIONS_SIZE + " characters: shorten them");
    }
  }

  private static void owners(Fields metadata, Problems problems) {
    Place place = metadata.at("ownerReferences");
    int controllers = 0;
    for (Fields owner : metadata.objects("ownerReferences")) {
      for (String field : List.of("apiVersion", "kind", "name", "uid")) {
        if (owner.textOrEmpty(field).isEmpty()) {
          problems.error(ProblemType.INVALID, new Place(place.path().child(field), owner.span()),
              "an owner reference needs `" + field + "`");
        }
      }
      controllers += owner.flag("controller").orElse(false) ? 1 : 0;
    }
    if (controllers > 1) {
      problems.error(ProblemType.INVALID, place, "only one owner may be the controller");
    }
  }

  private static void finalizers(Fields metadata, Problems problems) {
    Place place = metadata.at("finalizers");
    for (Value finalizer : metadata.texts("finalizers")) {
      Optional<String> problem = Names.labelKey(finalizer.text());
      if (problem.isPresent()) {
        problems.invalid(new Place(place.path(), finalizer.place().span()), finalizer.text(), problem.get());
      } else if (finalizer.text().indexOf('/') < 0 && !STANDARD_FINALIZERS.contains(finalizer.text())) {
        problems.invalid(finalizer.place(), finalizer.text(), "needs a DNS name and `/` before it");
      }
    }
  }
}
