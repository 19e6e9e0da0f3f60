package dev.canreach.resource.readers;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.calico.CalicoReader;
import dev.canreach.resource.cilium.CiliumReader;
import dev.canreach.resource.cni.CniReader;
import dev.canreach.resource.compose.ComposeAssembly;
import dev.canreach.resource.compose.ComposeReader;
import dev.canreach.resource.docker.DockerReader;
import dev.canreach.resource.docker.StartRules;
import dev.canreach.resource.gateway.GatewayReader;
import dev.canreach.resource.istio.IstioReader;
import dev.canreach.resource.kubernetes.KubernetesReader;
import dev.canreach.resource.linkerd.LinkerdReader;
import dev.canreach.resource.manifest.Assembly;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.resource.platform.PlatformReader;
import dev.canreach.resource.shell.ShellReader;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.SourceSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The readers of all dialects. */
public final class Readers {
  /** The type of the warning about an object that another one of its name replaces. */
  public static final String REPLACED = "ObjectReplaced";

  private static final List<ResourceReader> ALL = List.of(new PlatformReader(), new IstioReader(),
      new LinkerdReader(), new KubernetesReader(), new CalicoReader(), new CiliumReader(), new CniReader(),
      new GatewayReader(),
      new ComposeReader(), new ShellReader(), new DockerReader());
  private static final List<Assembly> ASSEMBLIES = List.of(new ComposeAssembly(), new StartRules());
  /** With fewer documents than this a second thread takes longer to start than to help. */
  private static final int MIN_SHARED = 8;

  private Readers() {}

  /** Reads every object of the sources, on every processor. What is wrong with them goes to {@code diagnostics}. */
  public static Inventory read(SourceSet sources, Diagnostics diagnostics, ReadOptions options) {
    List<Document> documents = sources.documents();
    Stream<Document> shared = documents.size() < MIN_SHARED ? documents.stream() : documents.parallelStream();
    var reading = new Reading(options, diagnostics);
    shared.map(document -> read(document, options)).toList().forEach(reading::addAll);
    ASSEMBLIES.forEach(assembly -> assembly.assemble(sources, reading));
    Inventory inventory = reading.inventory(sources);
    Replacements.report(inventory, documents, diagnostics);
    return inventory;
  }

  private static Reading read(Document document, ReadOptions options) {
    var diagnostics = new Diagnostics();
    var reading = new Reading(options, diagnostics);
    for (Manifest manifest : Manifests.of(document, diagnostics)) {
      Optional<ResourceReader> reader = ALL.stream().filter(each -> each.reads(manifest)).findFirst();
      if (reader.isPresent()) {
        reader.get().read(manifest, reading);
      } else {
        reading.addNotUnderstood(manifest, OtherKinds.relevance(manifest));
        OtherKinds.warning(manifest).ifPresent(diagnostics::add);
      }
    }
    return reading;
  }
}
