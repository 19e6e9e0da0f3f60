package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.EmbeddedYaml;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the settings of the whole mesh, a document inside a configuration map (ISTIO/I-1). */
final class MeshConfigReader {
  private MeshConfigReader() {}

  /** The settings, or empty when the text cannot be read. */
  static Optional<MeshConfig> read(IstioObject object, String text) {
    List<Node> documents = EmbeddedYaml.read(text, object.span());
    if (documents.isEmpty()) {
      return text.isBlank()
          ? Optional.of(read(object, Fields.of(new MapNode(List.of(), object.span()))))
          : Optional.empty();
    }
    return documents.get(0) instanceof MapNode map
        ? Optional.of(read(object, Fields.of(map)))
        : Optional.empty();
  }

  private static MeshConfig read(IstioObject object, Fields mesh) {
    List<String> providers = new ArrayList<>();
    List<String> httpProviders = new ArrayList<>();
    for (Fields provider : mesh.objects("extensionProviders")) {
      String name = provider.textOrEmpty("name");
      providers.add(name);
      if (provider.has("envoyExtAuthzHttp")) {
        httpProviders.add(name);
      }
    }
    Fields outbound = mesh.object("outboundTrafficPolicy");
    return new MeshConfig(object, mesh.textOrEmpty("rootNamespace"), mesh.textOrEmpty("trustDomain"),
        Parts.texts(mesh, "trustDomainAliases"), mesh.flag("enableAutoMtls"),
        outbound.present() ? Optional.of(outbound.textOrEmpty("mode").equals("ALLOW_ANY")) : Optional.empty(),
        Parts.texts(mesh, "defaultServiceExportTo"), Parts.texts(mesh, "defaultVirtualServiceExportTo"),
        Parts.texts(mesh, "defaultDestinationRuleExportTo"),
        mesh.has("extensionProviders") ? Optional.of(providers) : Optional.empty(), httpProviders,
        mesh.object("pathNormalization").textOrEmpty("normalization"),
        mesh.object("defaultConfig").object("gatewayTopology").integer("numTrustedProxies").orElse(0));
  }
}
