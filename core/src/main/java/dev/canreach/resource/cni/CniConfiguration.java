package dev.canreach.resource.cni;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.PodAddressSource;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.source.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A network configuration: one plugin, or a list of plugins that are called in order (CNI/3.1).
 *
 * @param name the name of the network
 * @param version the version of the specification; empty when it is not written
 * @param plugins the plugins in order
 * @param span where it begins
 */
public record CniConfiguration(String name, String version, List<CniPlugin> plugins, Span span)
    implements
      PodAddressSource {

  /** Runtimes take the file whose name comes first. */
  private static final Comparator<CniConfiguration> ORDER = Comparator
      .<CniConfiguration, String>comparing(each -> fileName(each.span().file()))
      .thenComparing(CniConfiguration::span);

  /** Copies the plugins. */
  public CniConfiguration {
    plugins = List.copyOf(plugins);
  }

  /** The configuration that a runtime would use of several (CNI/3.1). */
  public static Optional<CniConfiguration> inUse(List<CniConfiguration> all) {
    return all.stream().filter(each -> !each.plugins().isEmpty()).min(ORDER);
  }

  private static String fileName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** The plugin that connects pods: the first one. */
  public Optional<CniPlugin> main() {
    return plugins.stream().findFirst();
  }

  /** Where its plugins get addresses from. */
  @Override
  public List<Cidr> podCidrs() {
    return plugins.stream().flatMap(plugin -> plugin.subnets().stream()).toList();
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return Manifests.CNI;
  }

  @Override
  public String namespace() {
    return "";
  }

  @Override
  public String name() {
    return name;
  }
}
