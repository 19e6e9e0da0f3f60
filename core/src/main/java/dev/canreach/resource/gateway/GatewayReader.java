package dev.canreach.resource.gateway;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.resource.manifest.Schema;
import dev.canreach.resource.manifest.SchemaCheck;
import dev.canreach.source.Quote;
import java.util.Optional;

/** Reads the kinds of the Gateway API and checks them as their definitions in the API server do (K8S/G-01). */
public final class GatewayReader implements ResourceReader {
  private final Schema schema = Schema.load(GatewayReader.class, "fields.txt");

  @Override
  public boolean reads(Manifest manifest) {
    return manifest.group().equals(GatewayKind.GROUP);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    Optional<GatewayKind> kind = GatewayKind.find(manifest.kind());
    if (kind.isPresent()) {
      read(kind.get(), manifest, reading);
    } else {
      reading.addNotUnderstood(manifest, Relevance.ENTRY);
    }
  }

  private void read(GatewayKind kind, Manifest manifest, Reading reading) {
    Fields fields = manifest.fields();
    ObjectMeta meta = Metadata.read(fields, kind.namespaced() ? reading.options().defaultNamespace() : "");
    Problems problems = reading.problems(Resource.id(manifest.kind(), meta.namespace(), meta.name()));
    var subject = new Subject(manifest, fields, meta, problems);
    if (kind.versions().contains(manifest.version())) {
      SchemaCheck.check(manifest.root(), schema, manifest.kind(), problems);
      problems.decoded();
      Metadata.check(fields, kind.namespaced(), Names::dnsSubdomain, problems);
      kind.rules().accept(subject);
    } else {
      problems.error(ProblemType.NOT_SERVED, new Place(FieldPath.ROOT, fields.at("apiVersion").span()),
          Quote.text(manifest.kind()) + " is not served as " + Quote.text(manifest.apiVersion()) + ": use "
              + Quote.text(GatewayKind.GROUP + "/" + kind.versions().get(0)));
    }
    problems.finish();
    reading.add(kind.reader().apply(subject));
  }
}
