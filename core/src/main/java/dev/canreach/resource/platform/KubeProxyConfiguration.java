package dev.canreach.resource.platform;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How kube-proxy serves Services (K8S/S-16, K8S/S-19).
 *
 * @param apiVersion its group and version as written
 * @param namespace the namespace of the ConfigMap that holds it; empty for a file
 * @param name the name of the ConfigMap that holds it; {@code kube-proxy} for a file
 * @param mode the mode; empty when it can't be read, so that it may be any
 * @param clusterCidrs where pods get their addresses from; empty when it isn't said
 * @param nodePorts which addresses of nodes have node ports; empty when it can't be read
 * @param span where it begins
 */
public record KubeProxyConfiguration(String apiVersion, String namespace, String name, Optional<ProxyMode> mode,
    List<Cidr> clusterCidrs, Optional<NodePortAddresses> nodePorts, Span span) implements Resource {

  static final String KIND = "KubeProxyConfiguration";

  public KubeProxyConfiguration {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    clusterCidrs = List.copyOf(clusterCidrs);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return KIND;
  }
}
