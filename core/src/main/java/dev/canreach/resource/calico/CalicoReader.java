package dev.canreach.resource.calico;

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
import dev.canreach.source.Quote;
import java.util.Optional;
import java.util.Set;

/** Reads Calico's own kinds, from the API that users write and from the one that stores them, and checks them as Calico does (CALICO/1.16). */
public final class CalicoReader implements ResourceReader {
  /** The group of the API that users write. */
  static final String GROUP = "projectcalico.org";
  /** The group of the API that stores the same objects; what is written there misses defaults (CALICO/1.1). */
  static final String STORED_GROUP = "crd.projectcalico.org";
  private static final Set<String> SERVED = Set.of(GROUP + "/v3", STORED_GROUP + "/v1");

  private final Schema schema = Schema.load(CalicoReader.class, "fields.txt");

  @Override
  public boolean reads(Manifest manifest) {
    return manifest.group().equals(GROUP) || manifest.group().equals(STORED_GROUP);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    Optional<CalicoKind> kind = CalicoKind.find(manifest.kind());
    if (kind.isPresent()) {
      read(kind.get(), manifest, reading);
    } else {
      reading.addNotUnderstood(manifest, relevance(manifest));
    }
  }

  /** Controllers matter when they make host endpoints of nodes: policies may select those. */
  private static Relevance relevance(Manifest manifest) {
    if (manifest.kind().equals("KubeControllersConfiguration")) {
      Fields node = manifest.fields().object("spec").object("controllers").object("node");
      boolean makes = node.object("hostEndpoint").textOrEmpty("autoCreate").equals("Enabled");
      return makes ? Relevance.RELEVANT : Relevance.IRRELEVANT;
    }
    return CalicoKind.isIrrelevant(manifest.kind()) ? Relevance.IRRELEVANT : Relevance.RELEVANT;
  }

  private void read(CalicoKind kind, Manifest manifest, Reading reading) {
    Fields fields = manifest.fields();
    ObjectMeta meta = Metadata.read(fields, kind.namespaced() ? reading.options().defaultNamespace() : "");
    String name = manifest.kind().equals("NetworkPolicy") ? CalicoKind.CALICO_NETWORK_POLICY : manifest.kind();
    Problems problems = reading.strictProblems(Resource.id(name, meta.namespace(), meta.name()));
    var subject = new Subject(manifest, fields, meta, problems);
    if (SERVED.contains(manifest.apiVersion())) {
      SchemaCheck.check(manifest.root(), schema, manifest.kind(), problems);
      problems.decoded();
      MetadataRules.check(subject, kind.nameRule());
      kind.rules().accept(subject);
    } else {
      problems.error(ProblemType.NOT_SERVED, new Place(FieldPath.ROOT, fields.at("apiVersion").span()),
          "Calico doesn't serve " + Quote.text(manifest.kind()) + " as " + Quote.text(manifest.apiVersion()) + ": use `"
              + GROUP + "/v3`");
    }
    problems.finish();
    reading.add(kind.reader().apply(subject));
  }
}
