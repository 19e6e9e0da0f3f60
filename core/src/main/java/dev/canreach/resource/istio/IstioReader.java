package dev.canreach.resource.istio;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.manifest.ConstraintCheck;
import dev.canreach.resource.manifest.Constraints;
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
import java.util.Set;

/** Reads the kinds of Istio, and the settings of its mesh, and checks them as its server does (ISTIO/I-14). */
public final class IstioReader implements ResourceReader {
  private static final Set<String> GROUPS = Set.of(IstioKind.SECURITY, IstioKind.NETWORKING, "extensions.istio.io",
      "telemetry.istio.io", "install.istio.io");
  /** Kinds that have no say in traffic. */
  private static final Set<String> IRRELEVANT = Set.of("Telemetry", "ProxyConfig", "WorkloadGroup");
  private static final String ROOT = "istio-system";

  private final Schema schema = Schema.load(IstioReader.class, "fields.txt");
  private final Constraints constraints = Constraints.load(IstioReader.class, "constraints.txt");

  @Override
  public boolean reads(Manifest manifest) {
    return GROUPS.contains(manifest.group()) || isMeshConfig(manifest);
  }

  /** The configuration map of the control plane, or of one of its revisions. */
  private static boolean isMeshConfig(Manifest manifest) {
    if (!manifest.kind().equals("ConfigMap") || !manifest.apiVersion().equals("v1")) {
      return false;
    }
    String name = manifest.fields().object("metadata").textOrEmpty("name");
    return name.equals("istio") && manifest.fields().object("data").has("mesh");
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    Optional<IstioKind> kind = IstioKind.find(manifest.group(), manifest.kind());
    if (kind.isPresent()) {
      read(kind.get(), manifest, reading);
    } else if (isMeshConfig(manifest)) {
      readMeshConfig(manifest, reading);
    } else {
      reading.addNotUnderstood(manifest, relevance(manifest));
    }
  }

  private static void readMeshConfig(Manifest manifest, Reading reading) {
    Optional<MeshConfig> config = MeshConfigReader.read(object(manifest, reading),
        manifest.fields().object("data").textOrEmpty("mesh"));
    if (config.isPresent()) {
      reading.add(config.get());
    } else {
      reading.addNotUnderstood(manifest, Relevance.RELEVANT);
    }
  }

  private static Relevance relevance(Manifest manifest) {
    if (IRRELEVANT.contains(manifest.kind())) {
      return Relevance.IRRELEVANT;
    }
    String namespace = manifest.fields().object("metadata").textOrEmpty("namespace");
    return namespace.equals(ROOT) ? Relevance.RELEVANT : Relevance.NAMESPACED;
  }

  private static IstioObject object(Manifest manifest, Reading reading) {
    Fields fields = manifest.fields();
    ObjectMeta meta = Metadata.read(fields, reading.options().defaultNamespace());
    return new IstioObject(manifest.apiVersion(), manifest.kind(), meta,
        fields.object("metadata").textOrEmpty("creationTimestamp"), manifest.span());
  }

  private void read(IstioKind kind, Manifest manifest, Reading reading) {
    IstioObject object = object(manifest, reading);
    Problems problems = reading.strictProblems(object.id());
    Subject subject = new Subject(object, manifest.fields(), problems);
    if (kind.isServed(manifest.version())) {
      SchemaCheck.checkWithoutNulls(manifest.root(), schema, manifest.kind(), problems);
      ConstraintCheck.check(manifest.fields(), schema, constraints, manifest.kind(), problems);
      Metadata.check(manifest.fields(), true, Names::dnsSubdomain, problems);
      CommonRules.rejected(subject);
      kind.rules().accept(subject);
    } else {
      problems.error(ProblemType.NOT_SERVED,
          new Place(FieldPath.ROOT, manifest.fields().at("apiVersion").span()),
          Quote.text(manifest.kind()) + " is not served as " + Quote.text(manifest.apiVersion()) + ": use `"
              + kind.group() + "/v1`");
    }
    problems.finish();
    reading.add(kind.reader().apply(subject));
  }
}
