package dev.canreach.resource.kubernetes;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.resource.manifest.Schema;
import dev.canreach.resource.manifest.SchemaCheck;
import dev.canreach.resource.manifest.Suggestion;
import dev.canreach.source.Quote;
import java.util.Optional;

/** Reads the kinds of Kubernetes itself and checks them as the API server of Kubernetes 1.36 does. */
public final class KubernetesReader implements ResourceReader {
  private final Schema schema = Schema.load(KubernetesReader.class, "fields.txt");

  @Override
  public boolean reads(Manifest manifest) {
    return !manifest.apiVersion().isEmpty() && BuiltInKinds.hasGroup(manifest.group());
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    Optional<KubernetesKind> kind = KubernetesKind.find(manifest.group(), manifest.kind());
    if (kind.isPresent()) {
      read(kind.get(), manifest, reading);
      return;
    }
    Optional<Relevance> relevance = BuiltInKinds.relevance(manifest.group(), manifest.kind());
    String id = reading.addNotUnderstood(manifest, relevance.orElse(Relevance.RELEVANT)).id();
    if (relevance.isEmpty()) {
      String meant = Suggestion.closest(manifest.kind(), BuiltInKinds.kinds(manifest.group()))
          .map(name -> ": did you mean " + Quote.text(name) + "?")
          .orElse(": use a kind that it has");
      reading.problems(id)
          .error(ProblemType.NOT_SERVED, place(manifest, "kind"),
              Quote.text(manifest.apiVersion()) + " has no kind " + Quote.text(manifest.kind()) + "" + meant);
    }
  }

  private void read(KubernetesKind kind, Manifest manifest, Reading reading) {
    Fields fields = manifest.fields();
    ObjectMeta meta = Metadata.read(fields, kind.namespaced() ? reading.options().defaultNamespace() : "");
    Problems problems = reading.problems(Resource.id(manifest.kind(), meta.namespace(), meta.name()));
    var subject = new Subject(manifest, fields, meta, problems);
    if (manifest.apiVersion().equals(kind.apiVersion())) {
      SchemaCheck.check(manifest.root(), schema, manifest.kind(), problems);
      problems.decoded();
      Metadata.check(fields, kind.namespaced(), kind.nameRule(), problems);
      kind.rules().accept(subject);
    } else {
      problems.error(ProblemType.NOT_SERVED, place(manifest, "apiVersion"),
          "Kubernetes 1.36 doesn't serve " + Quote.text(manifest.kind()) + " as " + Quote.text(manifest.apiVersion())
              + ": use " + Quote.text(kind.apiVersion()) + "");
    }
    problems.finish();
    kind.reader().apply(subject).forEach(reading::add);
  }

  /** The object itself, at one of its fields. */
  private static Place place(Manifest manifest, String field) {
    return new Place(FieldPath.ROOT, manifest.fields().at(field).span());
  }
}
