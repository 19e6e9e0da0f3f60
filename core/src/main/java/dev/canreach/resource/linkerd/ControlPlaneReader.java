package dev.canreach.resource.linkerd;

import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.manifest.EmbeddedYaml;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings of a control plane, a document inside a configuration map (LINKERD/L-3). */
final class ControlPlaneReader {
  private ControlPlaneReader() {}

  /** The settings, or empty when the text cannot be read. */
  static Optional<ControlPlane> read(LinkerdObject object, String text) {
    List<Node> documents = EmbeddedYaml.read(text, object.span());
    if (documents.isEmpty() || !(documents.get(0) instanceof MapNode map)) {
      return Optional.empty();
    }
    Fields values = Fields.of(map);
    Fields proxy = values.object("proxy");
    Fields init = values.object("proxyInit");
    Fields controller = values.object("policyController");
    return Optional.of(new ControlPlane(object, written(values, "identityTrustDomain"),
        written(proxy, "defaultInboundPolicy").flatMap(AccessPolicy::of),
        written(values, "clusterNetworks").map(list -> blocks(Stream.of(list.split(",", -1)), object.span())),
        controller.size("probeNetworks") > 0
            ? Optional.of(blocks(controller.texts("probeNetworks").stream().map(Value::text), object.span()))
            : Optional.empty(),
        init.text("ignoreInboundPorts"), init.text("ignoreOutboundPorts"), init.text("skipSubnets"),
        proxy.text("opaquePorts")));
  }

  private static Optional<String> written(Fields owner, String name) {
    return owner.text(name).filter(text -> !text.isBlank());
  }

  private static List<IpBlock> blocks(Stream<String> texts, Span span) {
    return texts.flatMap(text -> Parts.block(text.strip()).stream())
        .map(cidr -> new IpBlock(cidr, List.of(), span))
        .toList();
  }
}
