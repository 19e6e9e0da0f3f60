package dev.canreach.resource.linkerd;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.manifest.FieldPath;
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
import java.util.Set;

/** Reads the kinds of Linkerd, and the settings of its control plane, and checks them as its admission webhook does. */
public final class LinkerdReader implements ResourceReader {
  private static final String WORKLOADS = "workload.linkerd.io";
  private static final String OTHER_CLUSTERS = "multicluster.linkerd.io";
  private static final Set<String> GROUPS = Set.of(LinkerdKind.POLICY, LinkerdKind.PROFILES, WORKLOADS,
      OTHER_CLUSTERS);

  private final Schema schema = Schema.load(LinkerdReader.class, "fields.txt");

  @Override
  public boolean reads(Manifest manifest) {
    return GROUPS.contains(manifest.group()) || isControlPlane(manifest);
  }

  private static boolean isControlPlane(Manifest manifest) {
    return manifest.kind().equals("ConfigMap") && manifest.apiVersion().equals("v1")
        && manifest.fields().object("metadata").textOrEmpty("name").equals("linkerd-config")
        && manifest.fields().object("data").has("values");
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    Optional<LinkerdKind> kind = LinkerdKind.find(manifest.group(), manifest.kind());
    if (kind.isPresent()) {
      read(kind.get(), manifest, reading);
    } else if (isControlPlane(manifest)) {
      readControlPlane(manifest, reading);
    } else {
      reading.addNotUnderstood(manifest,
          manifest.group().equals(OTHER_CLUSTERS) ? Relevance.ELSEWHERE : Relevance.NAMESPACED);
    }
  }

  private static void readControlPlane(Manifest manifest, Reading reading) {
    Optional<ControlPlane> settings = ControlPlaneReader.read(object(manifest, reading),
        manifest.fields().object("data").textOrEmpty("values"));
    if (settings.isPresent()) {
      reading.add(settings.get());
    } else {
      reading.addNotUnderstood(manifest, Relevance.RELEVANT);
    }
  }

  private static LinkerdObject object(Manifest manifest, Reading reading) {
    ObjectMeta meta = Metadata.read(manifest.fields(), reading.options().defaultNamespace());
    return new LinkerdObject(manifest.apiVersion(), manifest.kind(), meta, Metadata.created(manifest.fields()),
        manifest.span());
  }

  private void read(LinkerdKind kind, Manifest manifest, Reading reading) {
    LinkerdObject object = object(manifest, reading);
    Problems problems = reading.problems(object.id());
    Subject subject = new Subject(object, manifest, problems);
    if (kind.versions().contains(manifest.version())) {
      SchemaCheck.check(manifest.root(), schema, manifest.kind(), problems);
      problems.decoded();
      Metadata.check(manifest.fields(), true, Names::dnsSubdomain, problems);
      if (subject.spec().present()) {
        kind.rules().accept(subject);
      } else {
        problems.required(manifest.fields().at("spec"), "`spec` is missing: write it");
      }
    } else {
      problems.error(ProblemType.NOT_SERVED, new Place(FieldPath.ROOT, manifest.fields().at("apiVersion").span()),
          Quote.text(manifest.kind()) + " is not served as " + Quote.text(manifest.apiVersion()) + ": use "
              + Quote.text(kind.group() + "/" + kind.versions().get(0)));
    }
    problems.finish();
    reading.add(kind.reader().apply(subject));
  }
}
