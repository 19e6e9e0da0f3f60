package dev.canreach.resource.platform;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.EmbeddedYaml;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.resource.manifest.Schema;
import dev.canreach.resource.manifest.SchemaCheck;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.MapNode;
import dev.canreach.source.Quote;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the configuration of kube-proxy, and the ConfigMaps of the system namespace that hold it or a Corefile. Other
 * ConfigMaps configure nothing that serves the whole cluster.
 */
public final class PlatformReader implements ResourceReader {
  private static final String PROXY_GROUP = "kubeproxy.config.k8s.io";
  private static final String PROXY_VERSION = PROXY_GROUP + "/v1alpha1";
  private static final String SYSTEM = "kube-system";
  private static final String DATA = "data";

  private final Schema schema = Schema.load(PlatformReader.class, "fields.txt");

  @Override
  public boolean reads(Manifest manifest) {
    if (manifest.group().equals(PROXY_GROUP) || isFile(manifest)) {
      return true;
    }
    if (!manifest.kind().equals("ConfigMap") || !manifest.apiVersion().equals("v1")) {
      return false;
    }
    String namespace = manifest.fields().object("metadata").textOrEmpty("namespace");
    return (namespace.isEmpty() || namespace.equals(SYSTEM))
        && data(manifest).stream().anyMatch(entry -> isCorefile(entry) || isProxyConfiguration(entry));
  }

  private static boolean isFile(Manifest manifest) {
    return manifest.apiVersion().isEmpty() && manifest.kind().equals(Manifests.COREFILE);
  }

  private static List<Value> data(Manifest manifest) {
    return manifest.fields().entries(DATA);
  }

  private static boolean isCorefile(Value entry) {
    return entry.key().equals(Corefile.KIND);
  }

  private static boolean isProxyConfiguration(Value entry) {
    return entry.text().contains(PROXY_GROUP) && entry.text().contains(KubeProxyConfiguration.KIND);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    if (manifest.group().equals(PROXY_GROUP)) {
      proxy(manifest, reading);
      return;
    }
    if (isFile(manifest)) {
      Span span = manifest.span();
      corefile(new Home("", span.file()), manifest.fields().textOrEmpty(Manifests.TEXT), span,
          word -> new Place(FieldPath.ROOT, new Span(span.file(), word.line(), word.column())), reading);
      return;
    }
    ObjectMeta meta = Metadata.read(manifest.fields(), reading.options().defaultNamespace());
    for (Value entry : data(manifest)) {
      if (isCorefile(entry)) {
        var place = new Place(FieldPath.ROOT.child(DATA).key(entry.key()), entry.place().span());
        corefile(new Home(meta.namespace(), meta.name()), entry.text(), manifest.span(), word -> place, reading);
      } else if (isProxyConfiguration(entry)) {
        embedded(entry, meta, manifest.span(), reading);
      }
    }
  }

  private void proxy(Manifest manifest, Reading reading) {
    if (!manifest.kind().equals(KubeProxyConfiguration.KIND)) {
      reading.addNotUnderstood(manifest, Relevance.IRRELEVANT);
      return;
    }
    proxy(manifest.root(), new Home("", "kube-proxy"), reading);
  }

  private KubeProxyConfiguration proxy(MapNode root, Home home, Reading reading) {
    Problems problems = reading.problems(Resource.id(KubeProxyConfiguration.KIND, home.namespace(), home.name()));
    Fields fields = Fields.of(root);
    if (fields.textOrEmpty("apiVersion").equals(PROXY_VERSION)) {
      SchemaCheck.check(root, schema, KubeProxyConfiguration.KIND, problems);
    } else {
      problems.error(ProblemType.NOT_SERVED, fields.at("apiVersion"),
          "kube-proxy doesn't read " + Quote.text(fields.textOrEmpty("apiVersion")) + ": use `" + PROXY_VERSION + "`");
    }
    KubeProxyConfiguration configuration = KubeProxyReader.read(fields, home, problems);
    problems.finish();
    reading.add(configuration);
    return configuration;
  }

  private static void corefile(Home home, String text, Span span, Function<CorefileLexer.Word, Place> places,
      Reading reading) {
    Problems problems = reading.problems(Resource.id(Corefile.KIND, home.namespace(), home.name()));
    Corefile file = CorefileParser.parse(home.namespace(), home.name(), text, span, places, problems);
    CorefileRules.check(file, places.apply(new CorefileLexer.Word("", true, 1, 1)).path(), problems);
    problems.finish();
    reading.add(file);
  }

  /** A configuration that is the text of an entry: all of it is at the place of that entry. */
  private void embedded(Value entry, ObjectMeta meta, Span span, Reading reading) {
    Span place = entry.place().span();
    var home = new Home(meta.namespace(), meta.name());
    Optional<MapNode> root = EmbeddedYaml.read(entry.text(), place)
        .stream()
        .filter(MapNode.class::isInstance)
        .map(MapNode.class::cast)
        .filter(map -> map.find("kind")
            .filter(kind -> kind instanceof ScalarNode scalar && scalar.text().equals(KubeProxyConfiguration.KIND))
            .isPresent())
        .findFirst();
    if (root.isPresent()) {
      proxy(new MapNode(root.get().entries(), root.get().tag(), span), home, reading);
      return;
    }
    reading.problems(Resource.id(KubeProxyConfiguration.KIND, home.namespace(), home.name()))
        .error(ProblemType.DECODE, new Place(FieldPath.ROOT.child(DATA).key(entry.key()), place),
            "this is no configuration that kube-proxy can read: correct its YAML");
    reading.add(new KubeProxyConfiguration(PROXY_VERSION, home.namespace(), home.name(), Optional.empty(), List.of(),
        Optional.empty(), span));
  }
}
